package dev.tombstone.core.detect.overlap;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.operation.Mutation;
import java.util.HashMap;
import java.util.Map;

/** A detector of its own for each state of a test, and the map that is used under it. */
final class AnnouncementTable {
  final Map<String, String> map = new HashMap<>();

  private final HandoffQueue handoff = new HandoffQueue();
  private final ConcurrentRemoval detector = new ConcurrentRemoval(new WatcherStack(), handoff);

  /** Allows no stack to be walked at entry: each thread walks its own at its exit. */
  AnnouncementTable withoutEarlyStacks() {
    detector.allow(ConcurrentRemoval.NOTES, 0, ConcurrentRemoval.PAIRS_OF_STACKS);
    return this;
  }

  /** One insertion as the woven code has it; serials are those of a thread. */
  void insert(String key, long serial) {
    long token = detector.entered(map, key, null, Mutation.INSERT.ordinal(), serial);
    map.put(key, key);
    detector.exited(token);
  }

  /** One that never comes to its exit. */
  void insertAndStay(String key, long serial) {
    detector.entered(map, key, null, Mutation.INSERT.ordinal(), serial);
    map.put(key, key);
  }

  /** A look at the table between operations, as every ten seconds. */
  void sweep() {
    detector.sweep();
  }

  /** What was reported. */
  int reports() {
    int[] count = new int[1];
    handoff.drain(occurrence -> count[0]++);
    return count[0];
  }
}
