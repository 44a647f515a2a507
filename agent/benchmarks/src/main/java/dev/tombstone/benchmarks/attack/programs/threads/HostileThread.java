package dev.tombstone.benchmarks.attack.programs.threads;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread whose every method that can be overridden is a trap while it is armed. */
final class HostileThread extends Thread {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static volatile boolean armed;

  private final Trap trap;
  private final Map<Object, Object> map = new HashMap<>();

  /** What a trap does when it is called. */
  enum Trap {
    COUNT,
    THROW,
    DELETE,
    RECURSE
  }

  HostileThread(Trap trap, Runnable body) {
    super(body, "hostile");
    this.trap = trap;
  }

  static void arm(boolean newArmed) {
    armed = newArmed;
  }

  /** How often any trap was called while armed. */
  static int calls() {
    return CALLS.get();
  }

  private void spring() {
    if (!armed) {
      return;
    }
    CALLS.incrementAndGet();
    switch (trap) {
      case COUNT -> {}
      case THROW -> throw new IllegalStateException("a trap was called");
      case DELETE -> {
        map.put(1, 1);
        map.remove(1);
      }
      case RECURSE -> {
        map.put(1, 1);
        map.remove(1);
        spring();
      }
    }
  }

  @Override
  @SuppressWarnings("deprecation")
  public long getId() {
    spring();
    return super.getId();
  }

  @Override
  public State getState() {
    spring();
    return super.getState();
  }

  @Override
  public StackTraceElement[] getStackTrace() {
    spring();
    return super.getStackTrace();
  }

  @Override
  public boolean isInterrupted() {
    spring();
    return super.isInterrupted();
  }

  @Override
  public void interrupt() {
    spring();
    super.interrupt();
  }

  @Override
  public ClassLoader getContextClassLoader() {
    spring();
    return super.getContextClassLoader();
  }

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    spring();
    return super.getUncaughtExceptionHandler();
  }

  @Override
  public String toString() {
    spring();
    return "hostile";
  }

  @Override
  public int hashCode() {
    spring();
    return 1;
  }

  @Override
  public boolean equals(Object other) {
    spring();
    return this == other;
  }
}
