package dev.tombstone.benchmarks.hotkeys;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One plan on one stream, run with several seeds.
 *
 * @param stream its name
 * @param contestant its name
 * @param plan what was run
 * @param score how right it was, mean over the seeds
 * @param nanosPerEvent processor time of an event, sampled or not: the least of the seeds
 * @param bytesPerEvent allocated: the least of the seeds
 * @param bytes of its tables
 */
record Result(
    String stream,
    String contestant,
    Plan plan,
    Score score,
    double nanosPerEvent,
    double bytesPerEvent,
    long bytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Keys asked for: enough to find the true top 100 among them. */
  private static final int ASKED = 1_000;

  /** Runs the plan. */
  static Result of(KeyStream stream, Truth truth, Plan plan, int seeds) {
    List<Score> scores = new ArrayList<>();
    double nanos = Double.MAX_VALUE;
    double allocated = Double.MAX_VALUE;
    Contestant contestant = plan.contestant().apply(0);
    for (int seed = 1; seed <= seeds; seed++) {
      contestant = plan.contestant().apply(seed);
      Run run = Run.of(contestant, stream);
      nanos = Math.min(nanos, run.nanos);
      allocated = Math.min(allocated, run.allocated);
      scores.add(Score.of(truth, contestant.top(stream, ASKED)));
    }
    return new Result(
        stream.name(),
        contestant.name(),
        plan,
        Score.mean(scores),
        nanos / stream.events(),
        allocated / stream.events(),
        contestant.bytes());
  }

  /** What counting the stream took of the calling thread. */
  private record Run(long nanos, long allocated) {
    static Run of(Contestant contestant, KeyStream stream) {
      LongSupplier bytes = THREADS::getCurrentThreadAllocatedBytes;
      bytes.getAsLong();
      long allocatedBefore = bytes.getAsLong();
      long nanosBefore = THREADS.getCurrentThreadCpuTime();
      contestant.count(stream);
      long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
      return new Run(nanos, bytes.getAsLong() - allocatedBefore);
    }
  }
}
