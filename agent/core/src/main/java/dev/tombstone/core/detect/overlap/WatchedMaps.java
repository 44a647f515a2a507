package dev.tombstone.core.detect.overlap;

import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.model.family.MapFamilies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The maps of this JVM, as far as mutating operations on them are watched. */
final class WatchedMaps implements WatchBudget.Watch {
  private static final int CHANGES = 64;

  private final Object[] samples = samples();

  private static Object[] samples() {
    List<Object> samples = new ArrayList<>();
    samples.add(changed());
    samples.addAll(MapFamilies.madeOfMutable());
    return samples.toArray();
  }

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
  public void pause() {
    MutationHook.pause();
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
