package dev.tombstone.benchmarks.calls;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * JMH profiler: bytes that the calling threads allocate in a call, {@code caller.alloc}. JMH's own
 * {@code gc} profiler adds what every other thread of the process allocates meanwhile, the agent's
 * among them. Benchmarks take part by extending {@link Watched}.
 */
public final class CallerAllocation implements InternalProfiler {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final LongAdder ALLOCATED = new LongAdder();

  /** State of a benchmark's thread whose allocation is measured, set-up of the map left out. */
  public abstract static class Watched {
    private long before;

    /** Notes where the thread stands. */
    @Setup(Level.Iteration)
    public void begin() {
      before = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Adds what came since. */
    @TearDown(Level.Iteration)
    public void end() {
      ALLOCATED.add(THREADS.getCurrentThreadAllocatedBytes() - before);
    }
  }

  @Override
  public String getDescription() {
    return "bytes that the calling threads allocate in a call";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    ALLOCATED.reset();
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<Result> results = new ArrayList<>();
    long calls = result.getMetadata().getAllOps();
    if (calls > 0) {
      double bytes = (double) ALLOCATED.sum() / calls;
      results.add(new ScalarResult("caller.alloc", bytes, "B/op", AggregationPolicy.AVG));
    }
    return results;
  }
}
