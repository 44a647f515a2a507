package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.model.sketch.KeyHasher;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tukaani.xz.XZInputStream;

/** The streams of the benchmark, each the same for the same seed. */
final class KeyStreams {
  /** Keys that are drawn again and again. */
  static final int KEYS = 1_000_000;

  private static final int COLLIDING_KEYS = 1 << 16;

  private final int events;
  private final long seed;
  private final KeyHasher hasher;

  KeyStreams(int events, long seed) {
    this.events = events;
    this.seed = seed;
    hasher = new KeyHasher(seed, 0);
  }

  KeyStream zipf(double exponent) {
    ZipfDistribution zipf = new ZipfDistribution(KEYS, exponent);
    SplittableRandom random = new SplittableRandom(seed);
    return numbers("Zipf " + exponent, i -> zipf.draw(random));
  }

  KeyStream uniform() {
    SplittableRandom random = new SplittableRandom(seed);
    return numbers("uniform", i -> random.nextInt(KEYS));
  }

  /** Half of the events are one-off keys, and come first. */
  KeyStream floodBefore() {
    return flood("one-offs before", i -> i < events / 2);
  }

  /** Half of the events are one-off keys, and come last. */
  KeyStream floodAfter() {
    return flood("one-offs after", i -> i >= events / 2);
  }

  /** Nine of ten events are one-off keys. */
  KeyStream floodAmong() {
    SplittableRandom random = new SplittableRandom(~seed);
    return flood("90 % one-offs", i -> random.nextInt(10) != 0);
  }

  /** Texts of one {@code String.hashCode}: every text of "Aa" and "BB". */
  KeyStream collisions() {
    long[] hashes =
        IntStream.range(0, COLLIDING_KEYS)
            .mapToLong(key -> hasher.hash("", collidingText(key)))
            .toArray();
    ZipfDistribution zipf = new ZipfDistribution(COLLIDING_KEYS, 1.0);
    SplittableRandom random = new SplittableRandom(seed);
    int[] keys = IntStream.range(0, events).map(i -> zipf.draw(random)).toArray();
    long[] ofEvents = Arrays.stream(keys).mapToLong(key -> hashes[key]).toArray();
    return KeyStream.of("hash collisions", keys, ofEvents, COLLIDING_KEYS);
  }

  /** Reads an xz file of big-endian ints; keys are numbered in order of first appearance. */
  KeyStream trace(Path file) throws IOException {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] keys = new int[1 << 20];
    int read = 0;
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new XZInputStream(Files.newInputStream(file)), 1 << 16))) {
      while (true) {
        int key;
        try {
          key = in.readInt();
        } catch (EOFException end) {
          break;
        }
        if (read == keys.length) {
          keys = Arrays.copyOf(keys, read * 2);
        }
        keys[read++] = numbers.computeIfAbsent(key, k -> numbers.size());
      }
    }
    return stream("trace " + file.getFileName(), Arrays.copyOf(keys, read), numbers.size());
  }

  private interface OneOff {
    boolean at(int event);
  }

  private KeyStream flood(String name, OneOff oneOff) {
    ZipfDistribution zipf = new ZipfDistribution(KEYS, 1.0);
    SplittableRandom random = new SplittableRandom(seed);
    return numbers(name, i -> oneOff.at(i) ? KEYS + i : zipf.draw(random));
  }

  private KeyStream numbers(String name, IntUnaryOperator keyOfEvent) {
    int[] keys = IntStream.range(0, events).map(keyOfEvent).toArray();
    return stream(name, keys, KEYS + events);
  }

  private KeyStream stream(String name, int[] keys, int keySpace) {
    long[] hashes = Arrays.stream(keys).mapToLong(key -> hasher.hash("", key)).toArray();
    return KeyStream.of(name, keys, hashes, keySpace);
  }

  private static String collidingText(int key) {
    StringBuilder text = new StringBuilder();
    for (int bit = 1; bit < COLLIDING_KEYS; bit <<= 1) {
      text.append((key & bit) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
