package dev.tombstone.benchmarks.calls;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Calls that concern one key, on a map of the thread's own. What removes puts the entry back, so
 * that the map stays as it is; that {@code put} is in the time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class KeyedCalls extends CallerAllocation.Watched {
  private static final BiFunction<Object, Object, Object> TO_NULL = (key, value) -> null;

  /** The map's class. */
  @Param("HashMap")
  public Family family;

  /** Class of the keys. */
  @Param("Integer")
  public String keys;

  /** Entries. */
  @Param("1024")
  public int entries;

  private Map<Object, Object> map;
  private Object[] present;
  private Object[] absent;
  private int mask;
  private int next;

  /** Fills the map. */
  @Setup
  public void fill() {
    AgentState.prepare();
    map = family.create();
    KeySet set = KeySet.of(family, keys, entries);
    present = set.present();
    absent = set.absent();
    mask = present.length - 1;
    for (Object key : present) {
      map.put(key, key);
    }
  }

  /** A removal that finds nothing. */
  @Benchmark
  public Object miss() {
    return map.remove(absent[next++ & mask]);
  }

  /** A removal that finds its key. */
  @Benchmark
  public Object hit() {
    Object key = present[next++ & mask];
    Object removed = map.remove(key);
    map.put(key, key);
    return removed;
  }

  /** The first entry, by an iterator. */
  @Benchmark
  public Object iterator() {
    Iterator<Object> iterator = map.keySet().iterator();
    Object key = iterator.next();
    iterator.remove();
    map.put(key, key);
    return key;
  }

  /** {@code compute} whose function answers null. */
  @Benchmark
  public Object compute() {
    Object key = present[next++ & mask];
    Object left = map.compute(key, TO_NULL);
    map.put(key, key);
    return left;
  }

  /** {@code pollFirstEntry}, of sorted maps. */
  @Benchmark
  public Object poll() {
    Object key = ((NavigableMap<Object, Object>) map).pollFirstEntry().getKey();
    map.put(key, key);
    return key;
  }
}
