package dev.tombstone.exporters;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap has room for something that is done for the first time. A class whose
 * initialisation fails for want of memory stays broken for the life of the JVM, and one of the JDK
 * then is broken for the application too: so what initialises many waits until there is room.
 */
public final class Memory {
  private static final long ROOM_BYTES = 6 << 20;
  private static final int SHARE = 8;
  private static final long SMALL_BYTES = 128 << 20;
  private static final long LOOK_NANOS = 50_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int BLOCK_BYTES = 128 << 10;
  private static final int BLOCKS = 256;
  private static final AtomicLong LAST_LOOK = new AtomicLong(System.nanoTime() - SECOND_NANOS);

  /** Written so that the compiler does not leave the allocation out. */
  @SuppressWarnings("unused")
  private static volatile byte @Nullable [] block;

  private Memory() {}

  /** Waits until there is room, at most so long; false if there is none then. */
  public static boolean awaitRoom(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!hasRoom()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** Whether there is room now. What nobody refers to any more may have to be collected first. */
  public static boolean hasRoom() {
    return isFree() || (mayCollect() && isFree());
  }

  /**
   * Whether the application could fill the heap in its first moments: then all that the agent will
   * need is initialised before the application begins.
   */
  public static boolean isSmall() {
    return Runtime.getRuntime().maxMemory() <= SMALL_BYTES;
  }

  /** Whether it was for want of memory that this was thrown. */
  public static boolean wasMissing(Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static boolean isFree() {
    Runtime runtime = Runtime.getRuntime();
    long most = runtime.maxMemory();
    return most - runtime.totalMemory() + runtime.freeMemory()
        >= Math.min(ROOM_BYTES, most / SHARE);
  }

  /**
   * Takes a little memory again and again, at most once a second, as any answer would: a heap that
   * nobody takes from is not collected, and looks full for ever.
   */
  private static boolean mayCollect() {
    long now = System.nanoTime();
    long before = LAST_LOOK.get();
    if (now - before < SECOND_NANOS || !LAST_LOOK.compareAndSet(before, now)) {
      return false;
    }
    try {
      for (int i = 0; i < BLOCKS && !isFree(); i++) {
        block = new byte[BLOCK_BYTES];
      }
    } catch (OutOfMemoryError full) {
      return false;
    } finally {
      block = null;
    }
    return true;
  }
}
