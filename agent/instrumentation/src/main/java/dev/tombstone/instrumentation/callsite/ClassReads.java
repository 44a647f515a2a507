package dev.tombstone.instrumentation.callsite;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the class files of loaded classes, wherever one is to be had: {@value #READS_PER_SECOND} in
 * a second, which is asked before a question that may need some. For agent threads, one at a time.
 */
final class ClassReads {
  static final int READS_PER_SECOND = 5;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final List<ClassBytes> sources;
  private final LongSupplier nanoTime;
  private long second;
  private int reads;

  /** {@code sources}: asked in this order, until one has the class. */
  ClassReads(LongSupplier nanoTime, List<ClassBytes> sources) {
    this.sources = sources;
    this.nanoTime = nanoTime;
    second = nanoTime.getAsLong();
  }

  /** Whether a class may be read now. */
  boolean allowed() {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND_NANOS) {
      second = now;
      reads = 0;
    }
    return reads < READS_PER_SECOND;
  }

  /** The class; null if its file is not to be had, or is none. */
  @Nullable TypedClass of(Class<?> type) {
    reads++;
    try {
      for (ClassBytes source : sources) {
        byte[] classFile = source.of(type);
        if (classFile != null) {
          return TypedClass.of(classFile);
        }
      }
      return null;
    } catch (RuntimeException notValid) {
      return null;
    }
  }
}
