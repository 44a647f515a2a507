package dev.tombstone.benchmarks.calls;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Calls that empty a map of 1,000 entries (an enum map: 64). The refill is not in the time: {@value
 * #MAPS} maps are filled, then emptied one after the other, so that reading the clock around them
 * weighs little.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class BulkCalls {
  private static final int MAPS = 16;
  private static final int ENTRIES = 1_000;

  /** The maps' class. */
  @Param("HashMap")
  public Family family;

  @SuppressWarnings("unchecked")
  private final Map<Object, Object>[] maps = new Map[MAPS];

  private Object[] present;

  /** Makes the maps. */
  @Setup
  public void create() {
    AgentState.prepare();
    present = KeySet.of(family, "Integer", 1_024).present();
    for (int i = 0; i < MAPS; i++) {
      maps[i] = family.create();
    }
  }

  /** Fills the maps. */
  @Setup(Level.Invocation)
  public void fill() {
    int entries = Math.min(ENTRIES, present.length);
    for (Map<Object, Object> map : maps) {
      for (int i = 0; i < entries; i++) {
        map.put(present[i], present[i]);
      }
    }
  }

  /** {@code clear}. */
  @Benchmark
  @OperationsPerInvocation(MAPS)
  public void clear() {
    for (Map<Object, Object> map : maps) {
      map.clear();
    }
  }

  /** {@code removeIf} that removes every entry. */
  @Benchmark
  @OperationsPerInvocation(MAPS)
  public void removeIf() {
    for (Map<Object, Object> map : maps) {
      map.keySet().removeIf(key -> true);
    }
  }
}
