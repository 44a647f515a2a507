package dev.tombstone.benchmarks.attack.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/**
 * Deletions at every distance from the stack's end, on all families. A map that is broken then has
 * another size than entries; how many are so bare is compared. What is deleted afterwards on the
 * same threads has to be counted as what it is.
 */
public final class OverflowEverywhere {
  private static final int LEVELS = 40;
  private static final int DESCENTS = 60;
  private static final int OFTEN = 4;
  private static final int OFTEN_DESCENTS = 1_000;
  private static final int HEALTHY = 300;
  private static final int STACK_BYTES = 200_000;
  private static final int ENTRIES = 6;

  private final Family family;
  private final Way way;
  private final Map<?, ?>[] maps = new Map<?, ?>[LEVELS];
  private final Object key;
  private int next;

  /** How it deletes. */
  private enum Way {
    REMOVE,
    ITERATOR,
    COMPUTE,
    REMOVE_IF,
    CLEAR,
    REMOVE_VALUE
  }

  private OverflowEverywhere(Family family, Way way) {
    this.family = family;
    this.way = way;
    this.key = family.keys()[2];
  }

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    for (Family family : Family.values()) {
      for (Way way : Way.values()) {
        onThread(family, way, DESCENTS, random, ledger);
      }
    }
    for (int i = 0; i < OFTEN; i++) {
      Family family = Family.values()[random.nextInt(Family.values().length)];
      Way way = Way.values()[random.nextInt(Way.values().length)];
      onThread(family, way, OFTEN_DESCENTS, random, ledger);
    }
    ledger.write(Path.of(arguments[0]));
    StillWorks.print();
  }

  private static void onThread(Family family, Way way, int descents, Random random, Ledger ledger)
      throws InterruptedException {
    long seed = random.nextLong();
    Thread thread =
        new Thread(
            null,
            () -> descendOften(family, way, descents, new Random(seed), ledger),
            "descent",
            STACK_BYTES + random.nextInt(8) * 4_096L);
    thread.start();
    thread.join();
  }

  private static void descendOften(
      Family family, Way way, int descents, Random random, Ledger ledger) {
    OverflowEverywhere attack = new OverflowEverywhere(family, way);
    for (int i = 0; i < descents; i++) {
      attack.fill();
      attack.begin(random.nextInt(16));
      attack.check(ledger);
    }
    new HealthyDeletions(ledger, random.nextLong()).run(family, family.own(), HEALTHY);
  }

  private void fill() {
    Object[] keys = family.keys();
    for (int i = 0; i < LEVELS; i++) {
      Map<Object, Object> map = family.plain();
      for (int k = 0; k < ENTRIES; k++) {
        map.put(keys[k], keys[k]);
      }
      maps[i] = map;
    }
    next = 0;
  }

  /** Some frames of another size first, so that the descent ends elsewhere. */
  private long begin(int frames) {
    if (frames == 0) {
      descend();
      return 0;
    }
    return frames * begin(frames - 1) + next;
  }

  private void descend() {
    try {
      descend();
    } catch (StackOverflowError e) {
      // The stack's end: from here on upwards there is more of it at every level.
    }
    if (next < LEVELS) {
      delete();
    }
  }

  private void delete() {
    try {
      Map<?, ?> map = maps[next];
      next++;
      switch (way) {
        case REMOVE -> map.remove(key);
        case ITERATOR -> iterate(map);
        case COMPUTE -> map.computeIfPresent(typed(key), (k, value) -> null);
        case REMOVE_IF -> map.keySet().removeIf(each -> each == key);
        case CLEAR -> map.clear();
        case REMOVE_VALUE -> map.remove(key, key);
      }
    } catch (StackOverflowError e) {
      // The next one has more stack.
    }
  }

  @SuppressWarnings("unchecked")
  private static <K> K typed(Object key) {
    return (K) key;
  }

  private static void iterate(Map<?, ?> map) {
    Iterator<?> iterator = map.entrySet().iterator();
    iterator.next();
    iterator.remove();
  }

  private void check(Ledger ledger) {
    for (int i = 0; i < next; i++) {
      ledger.tried("broken:" + family + "." + way, broken(maps[i]));
    }
  }

  private static boolean broken(Map<?, ?> map) {
    int entries = 0;
    try {
      for (Object ignored : map.keySet()) {
        entries++;
      }
      return entries != map.size();
    } catch (RuntimeException e) {
      return true;
    }
  }
}
