package dev.tombstone.agent.programs.closing;

import java.util.function.IntConsumer;

/**
 * What a program does again and again.
 *
 * @param name of the class of its values
 * @param round is given a new number each time
 */
record Case(String name, IntConsumer round) {}
