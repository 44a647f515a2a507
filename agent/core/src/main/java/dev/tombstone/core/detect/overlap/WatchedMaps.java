package dev.tombstone.core.detect.overlap;

import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.model.operation.Mutation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** The maps of this JVM, as far as mutating operations on them are watched. */
final class WatchedMaps implements WatchBudget.Watch {
  private static final int CHANGES = 64;

  private final Object[] samples = {
    changed(),
    new HashMap<>(),
    new TreeMap<>(),
    new WeakHashMap<>(),
    new IdentityHashMap<>(),
    new EnumMap<>(Mutation.class)
  };

  private static Object changed() {
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < CHANGES; i++) {
      map.put(i, i);
    }
    return map;
  }

  @Override
  public long observed() {
    return MutationHook.observed();
  }

  @Override
  public void choose(int shift, int turn, boolean young) {
    MutationHook.choose(shift, turn, young);
  }

  @Override
  public void rest() {
    MutationHook.rest();
  }

  @Override
  public void count(int most) {
    MutationHook.count(most);
  }

  @Override
  public long operationsPerSecond() {
    return MutationHook.operationsPerSecond();
  }

  @Override
  public void warmUp() {
    MutationHook.warmUp(samples);
  }
}
