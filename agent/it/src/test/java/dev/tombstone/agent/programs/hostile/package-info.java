/**
 * Applications that do to a JVM what hurts it: full stacks and heaps, stopped threads, odd names.
 */
@NullMarked
package dev.tombstone.agent.programs.hostile;

import org.jspecify.annotations.NullMarked;
