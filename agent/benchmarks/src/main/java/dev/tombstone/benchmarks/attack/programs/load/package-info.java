/**
 * Programs whose load goes on while classes are loaded, the agent comes and goes, or something acts
 * from outside.
 */
@NullMarked
package dev.tombstone.benchmarks.attack.programs.load;

import org.jspecify.annotations.NullMarked;
