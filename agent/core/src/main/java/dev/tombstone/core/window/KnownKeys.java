package dev.tombstone.core.window;

import dev.tombstone.core.config.KeyConfig;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.model.sketch.SketchName;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What keys are called whose hash is counted: the commonest of late, which are forgotten with time,
 * and those of the whole run. Whoever uses it holds a lock.
 */
public final class KnownKeys {
  private static final long TEXT_BYTES = 384L << 10;
  private static final long AGE_MILLIS = 300_000;

  private final KeyNames names;
  private final KeyTexts recent;
  private final KeyTexts wholeRun;
  private long agedMillis;

  /** Knows no key yet. */
  public KnownKeys(KeyConfig config, RandomGenerator random, long nowMillis) {
    names = new KeyNames(config, random);
    recent = new KeyTexts(TEXT_BYTES, config.maxLength(), random.nextLong());
    wholeRun = new KeyTexts(TEXT_BYTES, config.maxLength(), random.nextLong());
    agedMillis = nowMillis;
  }

  /** Hashes and texts of keys. */
  public KeyNames names() {
    return names;
  }

  /** Lets the texts of late age; to be called often. */
  public void tick(long nowMillis) {
    if (nowMillis - agedMillis >= AGE_MILLIS) {
      agedMillis = nowMillis;
      recent.age();
    }
  }

  /**
   * Counts the event's key, which has this hash and has come so often of late. Of a key that keeps
   * coming the first, the second, the fourth time and so on count for those in between: hot keys
   * are what has to be told from the others here, not how hot they are.
   */
  public void count(long hash, RemovalEvent event, int times) {
    if (Integer.bitCount(times) == 1) {
      int counted = Math.max(1, times / 2);
      recent.count(hash, event, counted, names);
      wholeRun.count(hash, event, counted, names);
    }
  }

  /** What a key is called, or that it is forgotten. */
  public SketchName nameOf(long hash) {
    SketchName name = knownName(hash);
    return name == null ? names.forgotten(hash) : name;
  }

  /** What a key is called, or null. */
  public @Nullable SketchName knownName(long hash) {
    SketchName name = recent.name(hash);
    return name == null ? wholeRun.name(hash) : name;
  }

  /** Bytes held for the keys of late. */
  public long recentBytes() {
    return recent.bytes();
  }

  /** Bytes held in all. */
  public long bytes() {
    return recent.bytes() + wholeRun.bytes();
  }
}
