package dev.tombstone.benchmarks.hazards;

import java.util.ArrayList;
import java.util.List;

/** What became of many trials; tallies of several processes add up, by way of a line of text. */
final class Tally {
  /** What may be seen of one trial; several at once are possible. */
  enum Outcome {
    /** The clocks say that the two ran at the same time. */
    OVERLAPPED,
    /** Anything of the rest but a {@code ConcurrentModificationException}. */
    INCONSISTENT,
    /** An entry that nobody removed is gone. */
    LOST,
    /** An entry is there that was removed. */
    STAYED,
    /** Both were told that they removed the one entry. */
    REMOVED_TWICE,
    /** {@code size()} is not the number of entries. */
    WRONG_SIZE,
    /** The loop passed over an entry that nobody removed, and no exception was thrown. */
    SKIPPED,
    /** A {@code ConcurrentModificationException}. */
    MODIFIED,
    /** Any other exception. */
    EXCEPTION,
    /** A thread never came back, or the entries are linked in a circle. */
    HUNG
  }

  private final long[] counts = new long[Outcome.values().length];
  private long trials;
  private double windows;
  private double windowSquares;

  void trial() {
    trials++;
  }

  void add(Outcome outcome) {
    counts[outcome.ordinal()]++;
  }

  /** The two were under way together for so long. */
  void window(double nanos) {
    add(Outcome.OVERLAPPED);
    windows += nanos;
    windowSquares += nanos * nanos;
  }

  void add(Tally other) {
    trials += other.trials;
    windows += other.windows;
    windowSquares += other.windowSquares;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  long trials() {
    return trials;
  }

  long count(Outcome outcome) {
    return counts[outcome.ordinal()];
  }

  double meanWindow() {
    long n = count(Outcome.OVERLAPPED);
    return n == 0 ? 0 : windows / n;
  }

  double windowDeviation() {
    long n = count(Outcome.OVERLAPPED);
    double mean = meanWindow();
    return n == 0 ? 0 : Math.sqrt(Math.max(0, windowSquares / n - mean * mean));
  }

  String line() {
    List<String> words = new ArrayList<>();
    words.add("tally");
    words.add(Long.toString(trials));
    words.add(Double.toString(windows));
    words.add(Double.toString(windowSquares));
    for (long count : counts) {
      words.add(Long.toString(count));
    }
    return String.join(" ", words);
  }

  static Tally parse(String line) {
    String[] words = line.split(" ", -1);
    Tally tally = new Tally();
    if (!words[0].equals("tally") || words.length != 4 + tally.counts.length) {
      throw new IllegalArgumentException("no tally: " + line);
    }
    tally.trials = Long.parseLong(words[1]);
    tally.windows = Double.parseDouble(words[2]);
    tally.windowSquares = Double.parseDouble(words[3]);
    for (int i = 0; i < tally.counts.length; i++) {
      tally.counts[i] = Long.parseLong(words[4 + i]);
    }
    return tally;
  }
}
