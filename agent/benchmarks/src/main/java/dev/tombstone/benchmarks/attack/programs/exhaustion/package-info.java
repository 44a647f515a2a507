/**
 * Programs that delete where the stack, the heap or the pipe of standard error has no room left.
 */
@NullMarked
package dev.tombstone.benchmarks.attack.programs.exhaustion;

import org.jspecify.annotations.NullMarked;
