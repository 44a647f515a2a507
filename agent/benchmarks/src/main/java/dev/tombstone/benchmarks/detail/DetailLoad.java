package dev.tombstone.benchmarks.detail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One thread that removes keys at a steady rate. Between two removals it walks through memory, as
 * much as the rate leaves time for: what the hook needs is then no longer in the nearest cache, as
 * in a program that has other things to do.
 *
 * <p>Arguments: removals a second, KiB to walk through after each, seconds of warm-up, measured
 * seconds. Prints, a line each: {@code removal-ns}, the time of a removal; {@code drain-ns}, the
 * agent's drain's processor time for a removal; {@code removals}, a second.
 */
public final class DetailLoad {
  private static final int KEYS = 20_000;
  private static final int HOT_KEYS = 200;
  private static final int LINE = 64 / Long.BYTES;
  private static final int WALKED = 32 << 20;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long SLICE_NANOS = 2_000_000L;
  private static final String DRAIN = "tombstone-drain";

  private final Map<String, Integer> map = new HashMap<>();
  private final String[] keys = new String[KEYS];
  private final long[] memory = new long[WALKED / Long.BYTES];
  private final SplittableRandom random = new SplittableRandom(1);
  private final int rate;
  private final int lines;
  private int at;
  private long removals;
  private long removalNanos;
  private long sum;

  private DetailLoad(int rate, int walkedKib) {
    this.rate = rate;
    lines = walkedKib * 1_024 / 64;
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "session-" + i;
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DetailLoad load =
        new DetailLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    load.run(Integer.parseInt(arguments[2]));
    load.removals = 0;
    load.removalNanos = 0;
    long drainBefore = drainNanos();
    long began = System.nanoTime();
    load.run(Integer.parseInt(arguments[3]));
    double seconds = (System.nanoTime() - began) / 1e9;
    // What is under way is to be taken in.
    Thread.sleep(1_200);
    long drain = drainNanos() - drainBefore;
    print("removal-ns", (double) load.removalNanos / load.removals);
    print("drain-ns", (double) drain / load.removals);
    print("removals", load.removals / seconds);
    if (load.sum == 1) {
      System.out.println();
    }
  }

  /** In slices, so that what one takes too long for the next can make up. */
  private void run(int seconds) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + seconds * SECOND_NANOS;
    long done = 0;
    for (long now = begin; now < end; now = System.nanoTime()) {
      long due = (long) ((now - begin + SLICE_NANOS) / 1e9 * rate);
      while (done < due) {
        removeOne();
        done++;
      }
      long rest = begin + (long) (done * 1e9 / rate) - SLICE_NANOS - System.nanoTime();
      if (rest > SLICE_NANOS / 4) {
        Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
      }
    }
  }

  private void removeOne() {
    int hot = random.nextInt(4);
    String key = keys[random.nextInt(hot == 0 ? KEYS : HOT_KEYS)];
    map.put(key, hot);
    for (int i = 0; i < lines; i++) {
      at = at + LINE == memory.length ? 0 : at + LINE;
      sum += memory[at]++;
    }
    long before = System.nanoTime();
    map.remove(key);
    removalNanos += System.nanoTime() - before;
    removals++;
  }

  /** Processor time of the agent's thread that takes removals in; 0 without an agent. */
  private static long drainNanos() throws IOException {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(DRAIN)) {
          return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        }
      }
    }
    return 0;
  }

  private static void print(String name, double value) {
    System.out.println(String.format(Locale.ROOT, "%s %.3f", name, value));
  }
}
