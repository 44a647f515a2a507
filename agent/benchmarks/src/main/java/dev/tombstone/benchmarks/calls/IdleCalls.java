package dev.tombstone.benchmarks.calls;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls that delete nothing, on a map of 1,024 Integer keys. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class IdleCalls extends CallerAllocation.Watched {
  private static final int ENTRIES = 1_024;

  /** The map's class. */
  @Param("HashMap")
  public Family family;

  private final Set<Object> set = new HashSet<>();
  private Map<Object, Object> map;
  private Object[] present;
  private int mask;
  private int next;

  /** Fills the map and the set. */
  @Setup
  public void fill() {
    AgentState.prepare();
    map = family.create();
    present = KeySet.of(family, "Integer", ENTRIES).present();
    mask = present.length - 1;
    for (Object key : present) {
      map.put(key, key);
      set.add(key);
    }
  }

  /** {@code get} of a key that is there. */
  @Benchmark
  public Object get() {
    return map.get(present[next++ & mask]);
  }

  /** {@code put} over an entry. */
  @Benchmark
  public Object put() {
    Object key = present[next++ & mask];
    return map.put(key, key);
  }

  /** The whole map, by an iterator. */
  @Benchmark
  public int iterate() {
    int sum = 0;
    for (Object key : map.keySet()) {
      sum += key.hashCode();
    }
    return sum;
  }

  /** {@code HashSet.add} of an element that is there; the family plays no part. */
  @Benchmark
  public boolean setAdd() {
    return set.add(present[next++ & mask]);
  }

  /** A new map, filled with 64 entries: insertions that make nodes and tables. */
  @Benchmark
  public Object fillNew() {
    Map<Object, Object> filled = family.create();
    for (int i = 0; i < 64; i++) {
      filled.put(present[i], present[i]);
    }
    return filled;
  }
}
