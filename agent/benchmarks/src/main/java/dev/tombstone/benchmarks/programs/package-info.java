/**
 * Whole programs to be started with and without an agent, and their load. None knows of the agent.
 * A load prints {@code begin} when its warm-up is over and a line {@code name value} for each
 * result; then it waits for the end of its standard input.
 */
@NullMarked
package dev.tombstone.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
