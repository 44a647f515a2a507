package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;

/**
 * Keys whose {@code hashCode}, {@code equals} and {@code compareTo} delete from other maps, throw
 * or never come back: what they delete keeps its own name.
 */
public final class HostileKeys {
  private static final int ROUNDS = 400;
  private static final int HEALTHY = 200;

  private final Random random;
  private final Ledger ledger;

  private HostileKeys(Random random, Ledger ledger) {
    this.random = random;
    this.ledger = ledger;
  }

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    HostileKeys attack = new HostileKeys(random, ledger);
    for (Family family : Family.values()) {
      if (family != Family.ENUM) {
        for (int i = 0; i < ROUNDS; i++) {
          attack.one(family);
        }
      }
    }
    new HealthyDeletions(ledger, random.nextLong()).run(HEALTHY);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private void one(Family family) {
    TrapKey.Side side = new TrapKey.Side(ledger);
    List<Object> keys = new ArrayList<>();
    Map<Object, Object> map = family.plain();
    for (int i = 0; i < 8; i++) {
      TrapKey key = new TrapKey(i % 5, side);
      keys.add(key);
      map.put(key, key);
    }
    side.arm(random.nextInt(3));
    try {
      operate(map, keys);
    } catch (TrapKey.Sprung | StackOverflowError e) {
      // The key threw: the operation ends here.
    }
    side.arm(TrapKey.Side.DISARMED);
  }

  private void operate(Map<Object, Object> map, List<Object> keys) {
    Object key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(14)) {
      case 0 -> map.remove(key);
      case 1 -> map.remove(key, key);
      case 2 -> map.keySet().remove(key);
      case 3 -> map.values().remove(key);
      case 4 -> map.entrySet().remove(Map.entry(key, key));
      case 5 -> map.keySet().removeAll(keys.subList(0, 2));
      case 6 -> map.values().removeAll(keys.subList(0, 3));
      case 7 -> map.keySet().retainAll(keys.subList(0, 3));
      case 8 -> map.keySet().removeIf(each -> each.equals(key));
      case 9 -> map.entrySet().removeIf(each -> each.getValue().equals(key));
      case 10 -> map.compute(key, (k, value) -> k.equals(value) ? null : value);
      case 11 -> map.merge(key, key, (old, value) -> old.equals(value) ? null : value);
      case 12 -> map.computeIfPresent(key, (k, value) -> null);
      default -> operateOnRange(map, keys, key);
    }
  }

  private void operateOnRange(Map<Object, Object> map, List<Object> keys, Object key) {
    if (!(map instanceof NavigableMap<Object, Object> navigable)) {
      return;
    }
    Map<Object, Object> range =
        random.nextBoolean()
            ? navigable.subMap(keys.get(0), true, keys.get(4), true)
            : navigable.descendingMap();
    switch (random.nextInt(6)) {
      case 0 -> range.compute(key, (k, value) -> null);
      case 1 -> range.remove(key);
      case 2 -> range.keySet().removeAll(keys);
      case 3 -> range.remove(key, key);
      case 4 -> range.keySet().removeIf(each -> each.equals(key));
      default -> range.merge(key, key, (old, value) -> null);
    }
  }
}
