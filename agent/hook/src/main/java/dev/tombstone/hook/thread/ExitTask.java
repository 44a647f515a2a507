package dev.tombstone.hook.thread;

import org.jspecify.annotations.Nullable;

/**
 * What the agent does when the JVM exits. The JVM keeps what is registered with it for good, so
 * this is what is registered, once, and holds the agent's task only as long as there is an agent.
 */
public final class ExitTask implements Runnable {
  private static volatile @Nullable Runnable task;
  private static boolean registered;

  /** To be registered with the JVM. */
  public ExitTask() {}

  /** Runs this at exit from now on; answers whether an instance must still be registered. */
  public static synchronized boolean set(Runnable newTask) {
    task = newTask;
    boolean first = !registered;
    registered = true;
    return first;
  }

  /** Runs nothing at exit from now on. */
  public static void clear() {
    task = null;
  }

  @Override
  public void run() {
    Runnable present = task;
    if (present != null) {
      OwnRights.run(present);
    }
  }
}
