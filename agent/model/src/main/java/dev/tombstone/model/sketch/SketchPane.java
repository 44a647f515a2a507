package dev.tombstone.model.sketch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * One pane of one window of one process, as a sketch file holds it. Immutable.
 *
 * @param id which pane
 * @param endMillis wall time up to which it has seen deletions
 * @param closed whether the pane is over: nothing is added any more
 * @param keySpace of the hashes
 * @param largestShift the least sampling probability in force was 2<sup>-largestShift</sup>
 * @param deletions attempts, estimated
 * @param dropped those of them of which nothing else is known
 * @param categories what the categories of {@code keys} stand for, by position
 * @param keys the hottest, and a bound for all others
 * @param distinct distinct keys
 * @param frequencies counts of a random sample of keys
 */
public record SketchPane(
    Id id,
    long endMillis,
    boolean closed,
    long keySpace,
    int largestShift,
    long deletions,
    long dropped,
    List<SketchCategory> categories,
    KeySummary keys,
    DistinctCounter distinct,
    Frequencies frequencies) {
  private static final Comparator<SketchPane> LATER =
      Comparator.comparing(SketchPane::closed)
          .thenComparingLong(SketchPane::endMillis)
          .thenComparingLong(SketchPane::deletions)
          .thenComparing(SketchWriter::paneBytes, Arrays::compareUnsigned);

  /**
   * The address of a pane: two panes of one address are the same at two moments.
   *
   * @param instance of the agent
   * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
   * @param startMillis wall time, the epoch of the pane
   */
  public record Id(UUID instance, String window, long startMillis) implements Comparable<Id> {
    private static final Comparator<Id> ORDER =
        Comparator.comparing(Id::instance)
            .thenComparing(Id::window)
            .thenComparingLong(Id::startMillis);

    @Override
    public int compareTo(Id other) {
      return ORDER.compare(this, other);
    }
  }

  /** Of the same pane at two moments the later one, which holds all that the earlier did. */
  static SketchPane later(SketchPane one, SketchPane other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }
}
