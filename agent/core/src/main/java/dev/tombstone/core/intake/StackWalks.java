package dev.tombstone.core.intake;

import dev.tombstone.hook.watch.StackReserve;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Walks of the calling thread's stack, which may be near its end. */
public final class StackWalks {
  // What the JDK's walk throws where its own stack ends is initialised here and not there.
  static {
    Object unused = new InvocationTargetException(null);
    unused = new WrongMethodTypeException();
  }

  private StackWalks() {}

  /**
   * Walks.
   *
   * @throws StackOverflowError if there is no room for it; the JDK makes an InternalError of some
   */
  public static StackFrame[] walk(
      StackWalker walker, Function<Stream<StackFrame>, StackFrame[]> frames) {
    int unused = StackReserve.take(StackReserve.WALK);
    try {
      return walker.walk(frames);
    } catch (InternalError error) {
      Throwable cause = error;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof StackOverflowError full) {
        throw full;
      }
      if (cause instanceof OutOfMemoryError full) {
        throw full;
      }
      throw error;
    }
  }
}
