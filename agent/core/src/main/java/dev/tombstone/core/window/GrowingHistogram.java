package dev.tombstone.core.window;

import org.HdrHistogram.Histogram;

/**
 * A histogram that takes as much memory as the largest value needs.
 *
 * <p>HdrHistogram can resize itself, but is left unusable where the memory for it is missing: its
 * new length is set before its array is there. Here it is replaced as a whole or stays as it was.
 */
final class GrowingHistogram {
  private static final long LEAST_RANGE = 2;

  private final int digits;
  private final long most;
  private Histogram histogram;

  /**
   * Without values.
   *
   * @param digits of a value that are kept, decimal
   * @param most larger values are taken for this one
   */
  GrowingHistogram(int digits, long most) {
    this.digits = digits;
    this.most = most;
    histogram = new Histogram(1, LEAST_RANGE, digits);
  }

  /** Adds a value. */
  void record(long value) {
    long kept = Math.max(0, Math.min(value, most));
    if (kept > histogram.getHighestTrackableValue()) {
      Histogram larger = new Histogram(1, 2 * Long.highestOneBit(kept), digits);
      larger.add(histogram);
      histogram = larger;
    }
    histogram.recordValue(kept);
  }

  /** The values so far; not to be changed. */
  Histogram values() {
    return histogram;
  }

  /** Bytes that it takes, about. */
  long bytes() {
    return histogram.getEstimatedFootprintInBytes();
  }
}
