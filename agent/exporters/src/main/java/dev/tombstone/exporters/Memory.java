package dev.tombstone.exporters;

import java.util.concurrent.locks.LockSupport;

/**
 * Whether the heap has room for something that is done for the first time. A class whose
 * initialisation fails for want of memory stays broken for the life of the JVM, and one of the JDK
 * then is broken for the application too: so what initialises many waits until there is room.
 */
public final class Memory {
  private static final long ROOM_BYTES = 6 << 20;
  private static final int SHARE = 8;
  private static final long LOOK_NANOS = 50_000_000;

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

  /** Whether there is room now. */
  public static boolean hasRoom() {
    Runtime runtime = Runtime.getRuntime();
    long most = runtime.maxMemory();
    return most - runtime.totalMemory() + runtime.freeMemory()
        >= Math.min(ROOM_BYTES, most / SHARE);
  }
}
