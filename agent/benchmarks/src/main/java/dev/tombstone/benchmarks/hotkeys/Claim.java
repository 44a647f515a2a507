package dev.tombstone.benchmarks.hotkeys;

/**
 * What a contestant says of a key.
 *
 * @param key of the stream
 * @param estimate events
 * @param lower at least
 * @param upper at most
 */
record Claim(int key, double estimate, double lower, double upper) {}
