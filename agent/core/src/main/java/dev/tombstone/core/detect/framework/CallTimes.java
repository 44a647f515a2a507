package dev.tombstone.core.detect.framework;

import dev.tombstone.model.sketch.DurationBuckets;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.AtomicHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Durations of calls on maps, by map class, since start. Any thread records, wait-free, and
 * allocates only for a class's first. Past {@value #MOST} classes they are not told apart. At most
 * 1 MiB.
 */
public final class CallTimes {
  private static final int MOST = 16;
  private static final String OTHER = "other";
  private static final long MAX_NANOS = 60_000_000_000L;

  private static final class Times extends WeakReference<Class<?>> {
    private final String name;
    private final AtomicHistogram histogram = new AtomicHistogram(MAX_NANOS, 2);
    private final AtomicLong sumNanos = new AtomicLong();

    Times(Class<?> type, String name) {
      super(type);
      this.name = name;
    }

    void add(long nanos, long calls) {
      histogram.recordValueWithCount(Math.max(0, Math.min(nanos, MAX_NANOS)), calls);
      sumNanos.addAndGet(nanos * calls);
    }
  }

  private final AtomicReferenceArray<@Nullable Times> places = new AtomicReferenceArray<>(MOST);

  /** A call on a map of this class took so long; it stands for so many. */
  public void record(Class<?> type, long nanos, long calls) {
    for (int i = 0; i < MOST; i++) {
      Times times = places.get(i);
      if (times == null) {
        Times added = new Times(type, i < MOST - 1 ? type.getName() : OTHER);
        times = places.compareAndSet(i, null, added) ? added : places.get(i);
      }
      if (times != null && (times.refersTo(type) || i == MOST - 1)) {
        times.add(nanos, calls);
        return;
      }
    }
  }

  /** The histograms of classes that have any. */
  public List<LatencyHistogram> snapshot() {
    List<LatencyHistogram> snapshot = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      Times times = places.get(i);
      if (times != null && times.histogram.getTotalCount() > 0) {
        snapshot.add(
            DurationBuckets.of(times.name, times.histogram.copy(), times.sumNanos.get() / 1e9));
      }
    }
    return snapshot;
  }

  /** Loads and links what {@link #record} needs. */
  public void warmUp() {
    new Times(Object.class, OTHER).add(1, 1);
    places.compareAndSet(0, null, null);
  }
}
