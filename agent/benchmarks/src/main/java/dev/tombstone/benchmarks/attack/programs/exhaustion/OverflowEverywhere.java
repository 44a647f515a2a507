package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Deletions at every distance from the stack's end, on all families. A map that is broken then has
 * another size than entries; how many are so bare is compared: not map by map, for where one breaks
 * the next one in the same place does as well, but by threads. What is deleted afterwards on the
 * same threads has to be counted as what it is.
 */
public final class OverflowEverywhere {
  private static final int LEVELS = 40;
  private static final int DESCENTS = 100;
  private static final int WARM_UP = 15_000;
  private static final int OFTEN = 4;
  private static final int OFTEN_DESCENTS = 3_000;
  private static final int HEALTHY = 300;
  private static final int STACK_BYTES = 200_000;
  private static final int ALIGNMENTS = 16;

  /** Families that no overflow breaks without an agent: their change is one step. */
  private static final Set<Family> WHOLE_BARE =
      EnumSet.of(Family.HASH, Family.HASHTABLE, Family.IDENTITY, Family.ENUM, Family.WEAK);

  private static final int ENTRIES = 6;

  private final Family family;
  private final Way way;
  private final Map<?, ?>[] maps = new Map<?, ?>[LEVELS];
  private final Object key;
  private int next;
  private int deepest;
  private int from = Integer.MAX_VALUE - 1;

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
    warmUp(random.nextLong(), ledger);
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

  /** Compiled bodies end at other points than interpreted ones. */
  private static void warmUp(long seed, Ledger ledger) {
    HealthyDeletions deletions = new HealthyDeletions(ledger, seed);
    for (Family family : Family.values()) {
      deletions.run(family, family.plain(), WARM_UP);
    }
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
    boolean[] brokenAfter = new boolean[ALIGNMENTS];
    for (int i = 0; i < descents; i++) {
      attack.fill();
      int frames = random.nextInt(ALIGNMENTS);
      attack.begin(frames, i % 8 == 0);
      brokenAfter[frames] |= attack.isAnyBroken();
    }
    int broken = 0;
    for (boolean here : brokenAfter) {
      broken += here ? 1 : 0;
    }
    // Bare, a thread's stack ends in a bad place in all descents or in hardly any.
    if (WHOLE_BARE.contains(family)) {
      ledger.tried("never-broken:" + family, broken > 0);
    } else {
      ledger.tried("broken:" + family, broken > ALIGNMENTS / 2);
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
  private long begin(int frames, boolean upwards) {
    if (frames > 0) {
      return frames * begin(frames - 1, upwards) + next;
    }
    if (upwards) {
      descendAndDeleteUpwards();
    } else {
      try {
        deepest = 0;
        descend(0);
      } catch (StackOverflowError e) {
        // It comes as far the next time: there deletions begin a little before.
        from = deepest - LEVELS / 2;
      }
    }
    return 0;
  }

  /** The deletion itself is what overflows. */
  private int descend(int level) {
    if (level > deepest) {
      deepest = level;
    }
    if (level > from && next < LEVELS) {
      next++;
      delete(maps[next - 1]);
    }
    return descend(level + 1) + level;
  }

  private void descendAndDeleteUpwards() {
    try {
      descendAndDeleteUpwards();
    } catch (StackOverflowError e) {
      // The stack's end: from here on upwards there is more of it at every level.
    }
    if (next < LEVELS) {
      try {
        next++;
        delete(maps[next - 1]);
      } catch (StackOverflowError e) {
        // The next one has more stack.
      }
    }
  }

  private void delete(Map<?, ?> map) {
    switch (way) {
      case REMOVE -> map.remove(key);
      case ITERATOR -> iterate(map);
      case COMPUTE -> map.computeIfPresent(typed(key), (k, value) -> null);
      case REMOVE_IF -> map.keySet().removeIf(each -> each == key);
      case CLEAR -> map.clear();
      case REMOVE_VALUE -> map.remove(key, key);
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

  private boolean isAnyBroken() {
    for (int i = 0; i < next; i++) {
      if (broken(maps[i])) {
        return true;
      }
    }
    return false;
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
