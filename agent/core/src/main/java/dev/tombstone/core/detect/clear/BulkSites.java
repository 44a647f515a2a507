package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.JdkFrames;
import java.lang.StackWalker.StackFrame;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much time calls of one kind take at each line. What is told took its {@linkplain
 * BulkKind#leastShare share} of a thread's time, over {@value #LEAST_SECONDS} s at least and in
 * {@value #LEAST_CALLS} calls that were seen; or {@value #VERY_LONG_MILLIS} ms at once. Under
 * {@link Detection}'s lock.
 */
final class BulkSites {
  static final int LEAST_SECONDS = 2;
  static final int LEAST_CALLS = 3;
  static final int VERY_LONG_MILLIS = 100;

  /** Comparisons that take some ten milliseconds. */
  private static final long VERY_MANY = 10_000_000;

  private static final int WINDOW_SECONDS = 10;
  private static final double NANOS = 1e9;
  private static final int MOST = 256;
  private static final int MOST_THREADS = 64;

  /** Time of the calls at one line. */
  static final class Times {
    private final Set<Long> threads = new HashSet<>();
    private double startNanos;
    private double nanos;
    private double calls;
    private int seen;
    private long longestNanos;

    /** Calls, as far as those that were seen tell. */
    long calls(SeenCall call) {
      return Math.max(seen, Math.round(calls * share(call) / estimated(call)));
    }

    /** How long one takes on average, milliseconds. */
    double millis() {
      return nanos / calls / 1e6;
    }

    /** The longest that was seen, milliseconds. */
    double longestMillis() {
      return longestNanos / 1e6;
    }

    /** Seconds up to the end of this call. */
    double seconds(SeenCall call) {
      return (call.endNanos() - startNanos) / NANOS;
    }

    /**
     * Time of all of them, by the time that passed: of one thread's. The threads that made them had
     * no more than there was.
     */
    double share(SeenCall call) {
      return threads.size() < MOST_THREADS
          ? Math.min(estimated(call), threads.size())
          : estimated(call);
    }

    private double estimated(SeenCall call) {
      return nanos / Math.max(1, call.endNanos() - startNanos);
    }

    /** Whether they have been watched for long enough to speak of a share. */
    boolean isLong(SeenCall call) {
      return seen >= LEAST_CALLS && seconds(call) >= LEAST_SECONDS;
    }

    private void add(SeenCall call) {
      if (calls == 0 || seconds(call) > WINDOW_SECONDS) {
        startNanos = call.endNanos() - call.nanos();
        nanos = 0;
        calls = 0;
        seen = 0;
        threads.clear();
      }
      if (threads.size() < MOST_THREADS) {
        threads.add(call.threadId());
      }
      nanos += call.nanos() * call.weight();
      calls += call.weight();
      seen++;
      longestNanos = Math.max(longestNanos, call.nanos());
    }
  }

  /** Those seen last. */
  private final Map<String, Times> sites =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Times> eldest) {
          return size() > MOST;
        }
      };

  /** Takes it in; what is to be told of its line by now, or null. */
  @Nullable Occurrence add(SeenCall call) {
    StackFrame site = JdkFrames.userOf(call.stack());
    if (site == null || JdkFrames.isJdk(site) || (call.call() == null && isOfTheJdk(call))) {
      return null;
    }
    String place =
        call.kind()
            + " "
            + call.call()
            + " "
            + call.mapClass().getName()
            + " "
            + FrameText.of(site);
    Times times = sites.computeIfAbsent(place, unused -> new Times());
    times.add(call);
    boolean tells =
        times.isLong(call) ? times.share(call) >= call.kind().leastShare() : isVeryLong(call);
    return tells ? WordsOfBulkCalls.occurrence(call, times) : null;
  }

  /** With so many comparisons that it is not the machine that took so long. */
  private static boolean isVeryLong(SeenCall call) {
    return call.kind() == BulkKind.QUADRATIC
        && call.nanos() >= VERY_LONG_MILLIS * 1_000_000L
        && call.argumentSize() * call.visited() >= VERY_MANY;
  }

  /** Whether a loop is one inside of the JDK: then the call that it is in is told. */
  private static boolean isOfTheJdk(SeenCall loop) {
    return loop.stack().length < 2 || JdkFrames.isJdk(loop.stack()[1]);
  }
}
