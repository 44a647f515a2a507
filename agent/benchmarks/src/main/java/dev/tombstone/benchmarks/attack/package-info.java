/**
 * Runs programs that attack the agent, each bare and with the agent, and compares what comes out:
 * exit code, output, and the counts with the model that the program itself keeps. What is run is
 * below {@code programs}. Started by {@code ./bench attack}.
 */
@NullMarked
package dev.tombstone.benchmarks.attack;

import org.jspecify.annotations.NullMarked;
