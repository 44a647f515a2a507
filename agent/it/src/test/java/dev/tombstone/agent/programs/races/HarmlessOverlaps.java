package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations that overlap and change no structure, which the map classes allow without a lock:
 * values replaced under keys that stay, removals that miss, {@code clear} of what is empty.
 */
final class HarmlessOverlaps {
  private static final long MILLIS = 200;

  private HarmlessOverlaps() {}

  static void runAll() throws Exception {
    Map<Integer, Integer> filled = new HashMap<>();
    Map<String, Integer> linked = new LinkedHashMap<>();
    Map<Integer, Integer> sorted = new TreeMap<>();
    for (int i = 0; i < 64; i++) {
      filled.put(i, i);
      linked.put("key " + i, i);
      sorted.put(i, i);
    }
    Together.repeat(MILLIS, () -> touch(filled, linked, 0), () -> touch(filled, linked, 1));
    Together.repeat(MILLIS, () -> miss(filled, sorted), () -> miss(filled, sorted));
    Map<Integer, Integer> empty = new HashMap<>();
    Map<Integer, Integer> emptySorted = new TreeMap<>();
    Together.Body clear =
        () -> {
          empty.clear();
          empty.remove(1);
          emptySorted.clear();
          emptySorted.remove(1);
        };
    Together.repeat(MILLIS, clear, clear);
  }

  private static void touch(Map<Integer, Integer> filled, Map<String, Integer> linked, int half) {
    for (int i = half; i < 64; i += 2) {
      filled.put(i, -i);
      linked.replace("key " + i, -i);
    }
  }

  private static void miss(Map<Integer, Integer> filled, Map<Integer, Integer> sorted) {
    for (int i = 64; i < 128; i++) {
      filled.remove(i);
      sorted.remove(i);
    }
  }
}
