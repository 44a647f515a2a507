package dev.tombstone.benchmarks.hotkeys;

import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;

/** Apache DataSketches' frequent items, on the sampled events. */
final class DataSketchesContestant implements Contestant {
  private static final int MAP_LENGTH = 4_096;
  private static final int SLOT_BYTES = 18;

  private final int shift;
  private final long seed;
  private final LongsSketch sketch = new LongsSketch(MAP_LENGTH);

  DataSketchesContestant(int shift, long seed) {
    this.shift = shift;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "DataSketches";
  }

  @Override
  public void count(KeyStream stream) {
    EventSampler sampler = new EventSampler(shift, seed);
    for (int key : stream.keys()) {
      if (sampler.next()) {
        sketch.update(key);
      }
    }
  }

  @Override
  public List<Claim> top(KeyStream stream, int most) {
    long weight = 1L << shift;
    List<Claim> claims = new ArrayList<>();
    for (LongsSketch.Row row : sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES)) {
      if (claims.size() == most) {
        break;
      }
      claims.add(
          new Claim(
              (int) row.getItem(),
              (double) row.getEstimate() * weight,
              (double) row.getLowerBound() * weight,
              (double) row.getUpperBound() * weight));
    }
    return claims;
  }

  @Override
  public long bytes() {
    return (long) MAP_LENGTH * SLOT_BYTES;
  }
}
