package dev.tombstone.benchmarks.attack.programs;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;

/** Deletions of every kind on maps of every family, written into the model one by one. */
public final class HealthyDeletions {
  private final Ledger ledger;
  private final Random random;

  /** Drawn from the seed, written into the ledger. */
  public HealthyDeletions(Ledger ledger, long seed) {
    this.ledger = ledger;
    this.random = new Random(seed);
  }

  /** So many operations on each family, on our class and on the JDK's. */
  public void run(int operations) {
    for (Family family : Family.values()) {
      run(family, family.own(), operations);
      run(family, family.plain(), operations);
    }
  }

  /** So many operations on this map. */
  public void run(Family family, Map<Object, Object> map, int operations) {
    Object[] keys = family.keys();
    for (int i = 0; i < operations; i++) {
      for (int put = 0; put < 3; put++) {
        Object key = keys[random.nextInt(keys.length)];
        map.put(key, key);
      }
      one(map, keys[random.nextInt(keys.length)]);
    }
  }

  private void one(Map<Object, Object> map, Object key) {
    Class<?> type = map.getClass();
    int before = map.size();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> ledger.keyed(type, Op.REMOVE, map.remove(key) != null);
      case 3 -> ledger.keyed(type, Op.REMOVE, map.keySet().remove(key));
      case 4 -> ledger.keyed(type, Op.REMOVE_VALUE, map.remove(key, key));
      case 5 -> {
        removeOne(map.entrySet().iterator());
        ledger.removed(type, Op.ITERATOR, before - map.size());
      }
      case 6 -> {
        map.values().removeIf(value -> random.nextInt(4) == 0);
        ledger.removed(type, Op.REMOVE_IF, before - map.size());
      }
      case 7 -> {
        map.computeIfPresent(key, (k, value) -> null);
        ledger.removed(type, Op.COMPUTE, before - map.size());
      }
      case 8 -> poll(map, before);
      default -> clear(map, before);
    }
  }

  private void poll(Map<Object, Object> map, int before) {
    if (map instanceof NavigableMap<Object, Object> navigable) {
      navigable.pollFirstEntry();
      ledger.removed(map.getClass(), Op.POLL, before - map.size());
    }
  }

  /** Seldom, so that there is something to delete. */
  private void clear(Map<Object, Object> map, int before) {
    if (random.nextInt(8) == 0) {
      map.clear();
      ledger.removed(map.getClass(), Op.CLEAR, before);
    }
  }

  private static void removeOne(Iterator<?> iterator) {
    if (iterator.hasNext()) {
      iterator.next();
      iterator.remove();
    }
  }
}
