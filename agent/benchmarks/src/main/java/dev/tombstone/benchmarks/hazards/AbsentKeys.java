package dev.tombstone.benchmarks.hazards;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to remove a key that is not there. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class AbsentKeys {
  private static final int TABLE = 4_096;

  /** Hashes as it is told, and equals none but itself. */
  private record Key(int hash, int number) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * Random keys in a HashMap of {@value #TABLE} bins that does not grow; the keys asked for are
   * others. A ConcurrentHashMap cannot be held to a load of more than 0.75.
   */
  @State(Scope.Thread)
  public static class Loaded {
    /** Entries for each bin. */
    @Param({"0.25", "0.5", "0.75", "1", "2", "4", "8"})
    public double load;

    private Map<Object, Integer> filled = Map.of();
    private final Object[] absent = new Object[TABLE];
    private int next;

    /** Fills it. */
    @Setup
    public void fill() {
      filled = new HashMap<>(TABLE, 16f);
      Random random = new Random(42);
      for (int i = 0; i < TABLE * load; i++) {
        filled.put(new Key(random.nextInt(), i), i);
      }
      for (int i = 0; i < TABLE; i++) {
        absent[i] = new Key(random.nextInt(), -1 - i);
      }
    }
  }

  /** Keys of one hash, in a table of {@value #TABLE} bins with nothing else. */
  @State(Scope.Thread)
  public static class Chained {
    /** Class of the map. */
    @Param({"HashMap", "ConcurrentHashMap"})
    public String map = "";

    /** Entries in the bin that is asked. */
    @Param({"0", "1", "2", "4", "7", "16", "64"})
    public int chain;

    private Map<Object, Integer> filled = Map.of();
    private final Object absent = new Key(7, -1);

    /** Fills it. */
    @Setup
    public void fill() {
      filled = map.equals("HashMap") ? new HashMap<>(TABLE) : new ConcurrentHashMap<>(TABLE);
      for (int i = 0; i < chain; i++) {
        filled.put(new Key(7, i), i);
      }
    }
  }

  /** A random absent key. */
  @Benchmark
  public Object load(Loaded loaded) {
    loaded.next = (loaded.next + 1) & (TABLE - 1);
    return loaded.filled.remove(loaded.absent[loaded.next]);
  }

  /** An absent key that has the hash of all that are there. */
  @Benchmark
  public Object chain(Chained chained) {
    return chained.filled.remove(chained.absent);
  }
}
