/**
 * What goes wrong, and how often, when a map of the JDK is changed by two threads at once, while it
 * grows, or while it is iterated over; without any agent. {@code ./bench hazards} runs it.
 */
@NullMarked
package dev.tombstone.benchmarks.hazards;

import org.jspecify.annotations.NullMarked;
