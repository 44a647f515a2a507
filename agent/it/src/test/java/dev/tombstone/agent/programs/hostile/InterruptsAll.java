package dev.tombstone.agent.programs.hostile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/** Interrupts every thread of the JVM, again and again, and says what the agent's then take. */
public final class InterruptsAll {
  private InterruptsAll() {}

  /**
   * Runs.
   *
   * @param arguments for how many milliseconds to interrupt, and how long to stay afterwards
   */
  public static void main(String[] arguments) throws Exception {
    Map<Integer, Integer> map = new HashMap<>();
    interruptFor(Long.parseLong(arguments[0]), map);
    long before = agentNanos();
    long begin = System.nanoTime();
    interruptFor(Long.parseLong(arguments[0]), map);
    long took = System.nanoTime() - begin;
    System.out.println("share " + 100 * (agentNanos() - before) / took + " percent");
    boolean unused = Thread.interrupted();
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    while (System.nanoTime() - end < 0 && System.in.available() == 0) {
      Thread.sleep(10);
    }
    Thread.currentThread().interrupt();
    System.exit(0);
  }

  private static void interruptFor(long millis, Map<Integer, Integer> map) {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() - end < 0) {
      root.interrupt();
      Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
      map.put(1, 1);
      map.remove(1);
      pause();
    }
  }

  private static void pause() {
    boolean unused = Thread.interrupted();
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      return;
    }
  }

  private static long agentNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tombstone-")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getId()));
      }
    }
    return nanos;
  }
}
