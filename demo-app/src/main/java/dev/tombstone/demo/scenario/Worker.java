package dev.tombstone.demo.scenario;

/**
 * A thread of a scenario.
 *
 * @param name of the thread
 * @param round what it does, again and again with a millisecond's pause
 */
record Worker(String name, Runnable round) {}
