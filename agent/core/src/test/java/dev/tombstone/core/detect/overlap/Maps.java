package dev.tombstone.core.detect.overlap;

import java.util.Map;

/** Maps that are no longer young. */
public final class Maps {
  private static final int ENOUGH = 32;

  private Maps() {}

  /** The map after so many changes that it is watched. */
  public static <M extends Map<String, Integer>> M grown(M map) {
    for (int i = 0; i < ENOUGH; i++) {
      map.put("grown " + i, i);
    }
    return map;
  }
}
