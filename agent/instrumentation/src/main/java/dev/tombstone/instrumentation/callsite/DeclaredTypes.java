package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the calls of {@code remove} in the application's classes. Each class is read at most once,
 * at most {@value #READS_PER_SECOND} in a second and {@value #MOST_CLASSES} in all; its calls are
 * remembered for as long as the class is loaded.
 *
 * <p>For agent threads, one at a time. What cannot be read is not known, and nothing is thrown.
 */
public final class DeclaredTypes implements CallSites {
  static final int READS_PER_SECOND = 5;
  private static final int MOST_CLASSES = 1_024;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final List<ClassBytes> sources;
  private final LongSupplier nanoTime;
  private final Map<Class<?>, RemoveCalls> known = new WeakHashMap<>();
  private long second;
  private int reads;

  /**
   * Makes nothing ready: it is made at start, and used when there is something to prove.
   *
   * @param sources asked in this order, until one has the class
   */
  public DeclaredTypes(ClassBytes... sources) {
    this(System::nanoTime, sources);
  }

  DeclaredTypes(LongSupplier nanoTime, ClassBytes... sources) {
    this.sources = List.of(sources);
    this.nanoTime = nanoTime;
    second = nanoTime.getAsLong();
  }

  @Override
  public boolean mayRead() {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND_NANOS) {
      second = now;
      reads = 0;
    }
    return reads < READS_PER_SECOND;
  }

  @Override
  public @Nullable RemoveCall at(StackFrame frame) {
    if (frame.getLineNumber() <= 0) {
      return null;
    }
    return callsIn(frame.getDeclaringClass())
        .on(frame.getMethodName(), frame.getDescriptor(), frame.getLineNumber());
  }

  private RemoveCalls callsIn(Class<?> type) {
    RemoveCalls calls = known.get(type);
    if (calls != null) {
      return calls;
    }
    if (known.size() >= MOST_CLASSES) {
      return RemoveCalls.none();
    }
    reads++;
    RemoveCalls read = read(type);
    known.put(type, read);
    return read;
  }

  private RemoveCalls read(Class<?> type) {
    try {
      for (ClassBytes source : sources) {
        byte[] classFile = source.of(type);
        if (classFile != null) {
          return RemoveCalls.in(classFile);
        }
      }
      return RemoveCalls.none();
    } catch (RuntimeException notValid) {
      return RemoveCalls.none();
    }
  }
}
