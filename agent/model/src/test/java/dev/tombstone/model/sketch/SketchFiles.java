package dev.tombstone.model.sketch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Sketch files to try things with. */
final class SketchFiles {
  static final long KEY_SPACE = 42;

  /** What hashes in that key space began from when the golden file was written. */
  private static final long BEGINNING = 0xC9978D9735C6DB84L;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final List<String> WINDOWS = List.of("1m", "5m", "1h", "all");
  private static final List<String> MAPS =
      List.of("java.util.HashMap", "com.acme.Ω-Map", "java.util.TreeMap");
  private static final List<String> OPERATIONS = List.of("remove", "clear", "poll");

  private SketchFiles() {}

  /** A file of a few panes of few addresses, so that two of them often have some in common. */
  static SketchFile random(RandomGenerator random) {
    List<SketchPane> panes = new ArrayList<>();
    Map<SketchName.Key, SketchName> names = new HashMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      SketchPane.Id id =
          new SketchPane.Id(
              new UUID(0, random.nextInt(2)),
              WINDOWS.get(random.nextInt(WINDOWS.size())),
              1_000L * random.nextInt(2));
      panes.add(pane(id, random, 1 + random.nextInt(200)));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      names.put(
          new SketchName.Key(KEY_SPACE, random.nextInt(3)),
          new SketchName("text " + random.nextInt(3), "java.lang.String"));
    }
    return new SketchFile(panes, names);
  }

  /** A pane of so many deletions of keys 0 to 19. */
  static SketchPane pane(SketchPane.Id id, RandomGenerator random, int deletions) {
    int shift = random.nextInt(3);
    List<SketchCategory> categories =
        List.of(
            new SketchCategory(MAPS.get(random.nextInt(3)), OPERATIONS.get(0)),
            new SketchCategory(MAPS.get(random.nextInt(3)), OPERATIONS.get(1 + random.nextInt(2))));
    HotKeySketch sketch = new HotKeySketch(16, random.nextLong());
    CategoryTotals totals = new CategoryTotals();
    DistinctCounter distinct = new DistinctCounter();
    FrequencySample frequencies = new FrequencySample();
    for (int i = 0; i < deletions; i++) {
      long hash = hashOf((int) Math.abs(random.nextGaussian() * 6));
      int category = random.nextInt(categories.size());
      sketch.add(hash, category, shift, random.nextBoolean());
      totals.add(category, 1L << shift);
      distinct.add(hash);
      frequencies.add(hash, 1L << shift);
    }
    return new SketchPane(
        id,
        id.startMillis() + random.nextInt(3),
        random.nextBoolean(),
        KEY_SPACE,
        shift,
        (long) deletions << shift,
        random.nextInt(2),
        categories,
        KeySummary.of(sketch, totals, 16),
        distinct,
        frequencies.freeze());
  }

  /** The hash that this key had when the golden file was written. */
  static long hashOf(long key) {
    return mixed(BEGINNING + MULTIPLIER * mixed(key));
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
