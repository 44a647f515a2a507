/** Programs whose threads interrupt, stop and end each other in the middle of deletions. */
@NullMarked
package dev.tombstone.benchmarks.attack.programs.threads;

import org.jspecify.annotations.NullMarked;
