package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Deletes through random chains of views and wrappers: ranges, descending and reversed maps and
 * sets, checked and synchronized ones, and views of those.
 */
public final class RandomViews {
  private static final int CHAINS = 12_000;
  private static final int LONGEST = 4;
  private static final int OPERATIONS = 4;
  private static final List<Family> FAMILIES =
      List.of(Family.LINKED, Family.TREE, Family.SKIP_LIST, Family.HASH, Family.CONCURRENT);

  private final Random random;
  private final ViewOperation operation;

  private RandomViews(Random random, Ledger ledger) {
    this.random = random;
    this.operation = new ViewOperation(random, ledger);
  }

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    RandomViews attack = new RandomViews(random, ledger);
    for (int i = 0; i < CHAINS; i++) {
      attack.chain(FAMILIES.get(random.nextInt(FAMILIES.size())));
    }
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private void chain(Family family) {
    Map<Object, Object> map = family.own();
    for (Object key : family.keys()) {
      if (random.nextBoolean()) {
        map.put(key, key);
      }
    }
    Object view = map;
    StringBuilder path = new StringBuilder(family.name());
    for (int i = random.nextInt(LONGEST); i > 0; i--) {
      List<ViewStep> steps = ViewStep.on(view);
      if (steps.isEmpty()) {
        break;
      }
      ViewStep step = steps.get(random.nextInt(steps.size()));
      view = step.from(view);
      path.append('.').append(step.name());
    }
    Map<Object, Object> before = new HashMap<>(map);
    for (int i = 0; i < OPERATIONS; i++) {
      if (view instanceof Map<?, ?> asMap) {
        operation.on(map, asMap);
      } else {
        operation.on(map, (Collection<?>) view, path.toString());
      }
    }
    if (before.size() < map.size()) {
      throw new IllegalStateException(path.toString());
    }
  }
}
