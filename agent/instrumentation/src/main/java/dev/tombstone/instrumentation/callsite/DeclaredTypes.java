package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites;
import java.lang.StackWalker.StackFrame;
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

  private final ClassBytes bytes;
  private final LongSupplier nanoTime;
  private final Map<Class<?>, RemoveCalls> known = new WeakHashMap<>();
  private long second;
  private int reads;

  /** Makes nothing ready: it is made at start, and used when there is something to prove. */
  public DeclaredTypes(ClassBytes bytes) {
    this(bytes, System::nanoTime);
  }

  DeclaredTypes(ClassBytes bytes, LongSupplier nanoTime) {
    this.bytes = bytes;
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
      byte[] classFile = bytes.of(type);
      return classFile == null ? RemoveCalls.none() : RemoveCalls.in(classFile);
    } catch (RuntimeException notValid) {
      return RemoveCalls.none();
    }
  }
}
