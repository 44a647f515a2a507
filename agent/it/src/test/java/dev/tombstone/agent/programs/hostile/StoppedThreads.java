package dev.tombstone.agent.programs.hostile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Threads that delete are stopped, one after the other: each must hear of it. */
public final class StoppedThreads {
  private static final int THREADS = 300;
  private static final AtomicInteger STOPPED = new AtomicInteger();
  private static volatile boolean deleting;

  private static final class Deletions extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private StoppedThreads() {}

  /** Runs. */
  @SuppressWarnings({"deprecation", "removal"})
  public static void main(String[] arguments) throws Exception {
    // Linked before the first thread is stopped: one that links a lambda then throws an
    // InternalError instead.
    Predicate<Integer> seven = key -> key == 7;
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> delete(seven), "stopped-" + i);
      deleting = false;
      thread.start();
      while (!deleting) {
        Thread.onSpinWait();
      }
      Thread.sleep(1);
      thread.stop();
      thread.join(10_000);
      if (thread.isAlive()) {
        System.out.println("did not stop");
        Runtime.getRuntime().halt(3);
      }
    }
    System.out.println("stopped " + STOPPED.get() + " of " + THREADS);
  }

  private static void delete(Predicate<Integer> seven) {
    Map<Integer, Integer> map = new Deletions();
    try {
      for (int i = 0; i < Integer.MAX_VALUE; i++) {
        deleting = true;
        map.put(1, i);
        map.remove(1);
        map.remove(2);
        map.keySet().removeIf(seven);
      }
    } catch (ThreadDeath stop) {
      STOPPED.incrementAndGet();
    }
  }
}
