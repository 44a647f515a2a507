package dev.tombstone.hook;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * {@code Thread.stop}, which JDKs up to 19 still have, throws {@code ThreadDeath} wherever the
 * thread is. If that is in the hook, it is the application's all the same, and is passed on once
 * the deletion is counted.
 */
final class AsyncStop {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** By name: a JDK to come may no longer have it. */
  static final @Nullable Class<?> THREAD_DEATH = threadDeath();

  private AsyncStop() {}

  /** Whether somebody stopped the thread; false for the agent's own errors. */
  static boolean is(Throwable error) {
    return error.getClass() == THREAD_DEATH;
  }

  /** Throws it on to the application if it is for the application, and does nothing otherwise. */
  static void passOn(Throwable error) {
    if (is(error)) {
      UNSAFE.throwException(error);
    }
  }

  private static @Nullable Class<?> threadDeath() {
    try {
      return Class.forName("java.lang.ThreadDeath", true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
