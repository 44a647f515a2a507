package dev.tombstone.benchmarks.hotkeys;

import java.util.Arrays;
import java.util.List;

/** Exact counts of the sampled events, in unbounded memory: the limit of uniform sampling. */
final class SampleContestant implements Contestant {
  private final int shift;
  private final long seed;
  private int[] counts = new int[0];

  SampleContestant(int shift, long seed) {
    this.shift = shift;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "exact counts of the sample";
  }

  @Override
  public void count(KeyStream stream) {
    counts = new int[stream.keySpace()];
    EventSampler sampler = new EventSampler(shift, seed);
    for (int key : stream.keys()) {
      if (sampler.next()) {
        counts[key]++;
      }
    }
  }

  @Override
  public List<Claim> top(KeyStream stream, int most) {
    double weight = 1L << shift;
    return Arrays.stream(Truth.hottest(counts, most))
        .mapToObj(
            key -> {
              double estimate = counts[key] * weight;
              double noise = 2 * Math.sqrt((weight - 1) * estimate);
              return new Claim(key, estimate, estimate - noise, estimate + noise);
            })
        .toList();
  }

  @Override
  public long bytes() {
    return 4L * counts.length;
  }
}
