package dev.tombstone.model.snapshot;

import java.util.List;

/**
 * One sampled deletion attempt of which the stack was taken.
 *
 * @param map runtime class of the map
 * @param op id of the operation
 * @param key text by the rules of {@code keys.display}; empty where there is no single key
 * @param keyClass binary name of the key's class; empty where there is no single key
 * @param entries entries that left the map; 0 is a keyed removal that missed
 * @param durationNanos time it took, or -1 where only its end is known
 * @param weight how many attempts it stands for: 1 / probability
 * @param thread name of the deleting thread
 * @param stack its frames from the one outwards whose code uses the map, bounded
 */
public record RemovalSample(
    String map,
    String op,
    String key,
    String keyClass,
    long entries,
    long durationNanos,
    long weight,
    String thread,
    List<String> stack) {}
