package dev.tombstone.core.window;

import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.model.sketch.HotKeySketch;
import dev.tombstone.model.sketch.SketchName;
import org.jspecify.annotations.Nullable;

/**
 * The names of the keys that are hottest now, and of no others: as many as fit into a fixed number
 * of bytes, were every text as long as is allowed. A name is copied when its key enters.
 */
final class KeyTexts {
  /** A String and its array, a {@link SketchName}, and the entry here. */
  private static final int BYTES_BESIDE_TEXT = 24 + 16 + 24 + 48;

  private final HotKeySketch hottest;
  private final long[] owners;
  private final @Nullable SketchName[] names;
  private final long bytes;

  /**
   * An empty table.
   *
   * @param budgetBytes never exceeded, unless 16 names do
   * @param maxLength characters of a name
   */
  KeyTexts(long budgetBytes, int maxLength, long seed) {
    long each = BYTES_BESIDE_TEXT + 2L * maxLength;
    int entries = (int) Math.max(HotKeySketch.WAYS, Long.highestOneBit(budgetBytes / each));
    bytes = entries * each;
    hottest = new HotKeySketch(entries, seed);
    owners = new long[entries];
    names = new @Nullable SketchName[entries];
  }

  /** Events of this key; it is named if it is among the hottest and new there. */
  void count(long hash, RemovalEvent event, int events, KeyNames naming) {
    int entry = hottest.add(hash, 0, 0, events, 0);
    if (entry >= 0 && (names[entry] == null || owners[entry] != hash)) {
      // Where there is no memory for the name, the entry stays its former owner's.
      SketchName name = naming.name(event);
      owners[entry] = hash;
      names[entry] = name;
    }
  }

  /** The name of a key, or null if it is not among the hottest. */
  @Nullable SketchName name(long hash) {
    int entry = hottest.entryOf(hash, 0);
    return entry >= 0 && owners[entry] == hash ? names[entry] : null;
  }

  /** Lets the keys of now displace those of the past. */
  void age() {
    hottest.halve();
  }

  /** The most bytes it can hold. */
  long bytes() {
    return bytes;
  }
}
