package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.model.sketch.DistinctCounter;

/**
 * A stream of keys to count.
 *
 * @param name as the table shows it
 * @param keys one an event, from 0
 * @param hashes identities of these keys
 * @param keySpace every key is below this
 * @param distinctKeys estimated as the agent does
 */
record KeyStream(String name, int[] keys, long[] hashes, int keySpace, long distinctKeys) {
  static KeyStream of(String name, int[] keys, long[] hashes, int keySpace) {
    DistinctCounter distinct = new DistinctCounter();
    for (long hash : hashes) {
      distinct.add(hash);
    }
    return new KeyStream(name, keys, hashes, keySpace, distinct.estimate());
  }

  int events() {
    return keys.length;
  }
}
