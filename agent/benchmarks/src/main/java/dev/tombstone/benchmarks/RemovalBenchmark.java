package dev.tombstone.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Removal from a HashMap of 1,024 Integer keys, in ns a call: {@code miss}, {@code hitAndRefill},
 * and as a control {@code get}, which deletes nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RemovalBenchmark {
  private static final int SIZE = 1_024;

  private final Map<Integer, Integer> map = new HashMap<>();
  private final Integer[] present = new Integer[SIZE];
  private final Integer[] absent = new Integer[SIZE];
  private int next;

  /** Fills the map. */
  @Setup
  public void fill() {
    EmptyHook.ifAsked();
    for (int i = 0; i < SIZE; i++) {
      present[i] = i * 7;
      absent[i] = -1 - i * 7;
      map.put(present[i], i);
    }
  }

  /** A removal that finds nothing. */
  @Benchmark
  public Object miss() {
    return map.remove(absent[next++ & (SIZE - 1)]);
  }

  /** A removal that finds its key, which is put back. */
  @Benchmark
  public Object hitAndRefill() {
    Integer key = present[next++ & (SIZE - 1)];
    Object removed = map.remove(key);
    map.put(key, key);
    return removed;
  }

  /** No deletion. */
  @Benchmark
  public Object get() {
    return map.get(present[next++ & (SIZE - 1)]);
  }
}
