package dev.tombstone.benchmarks.calls;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Removals from one ConcurrentHashMap that all threads share; each has its own 1,024 keys. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SharedCalls {
  private static final int KEYS = 1_024;

  private final Map<Integer, Integer> map = new ConcurrentHashMap<>();

  /** The keys of a thread. */
  @State(Scope.Thread)
  public static class Keys extends CallerAllocation.Watched {
    private final Integer[] present = new Integer[KEYS];
    private final Integer[] absent = new Integer[KEYS];
    private int next;

    /** Puts the thread's keys into the map. */
    @Setup
    public void fill(SharedCalls shared, ThreadParams thread) {
      AgentState.prepare();
      for (int i = 0; i < KEYS; i++) {
        int number = thread.getThreadIndex() * KEYS + i;
        present[i] = number * 7;
        absent[i] = -1 - number * 7;
        shared.map.put(present[i], number);
      }
    }
  }

  /** A removal that finds nothing. */
  @Benchmark
  public Object miss(Keys keys) {
    return map.remove(keys.absent[keys.next++ & (KEYS - 1)]);
  }

  /** A removal that finds its key, which is put back. */
  @Benchmark
  public Object hit(Keys keys) {
    Integer key = keys.present[keys.next++ & (KEYS - 1)];
    Object removed = map.remove(key);
    map.put(key, key);
    return removed;
  }
}
