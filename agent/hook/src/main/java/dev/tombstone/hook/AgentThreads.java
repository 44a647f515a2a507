package dev.tombstone.hook;

/**
 * The agent's own threads: daemons in one thread group, whose deletions are not the application's
 * and are not counted. Threads started by them belong to the group too.
 */
public final class AgentThreads {
  private static final ThreadGroup GROUP = new ThreadGroup(rootGroup(), "tombstone");

  private AgentThreads() {}

  /** A daemon thread of the agent, not yet started, named {@code tombstone-<role>}. */
  public static Thread newThread(String role, Runnable task) {
    Thread thread = new Thread(GROUP, task, "tombstone-".concat(role), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** The agent's threads that are alive. */
  public static Thread[] live() {
    Thread[] threads = new Thread[GROUP.activeCount() + 8];
    int found = GROUP.enumerate(threads);
    Thread[] live = new Thread[found];
    System.arraycopy(threads, 0, live, 0, found);
    return live;
  }

  /** Lets go of threads that have ended; to be called now and then. */
  public static void forgetEnded() {
    ThreadCells.releaseDead();
  }

  /** Whether the calling thread is one of the agent's. */
  static boolean isCurrent() {
    return Thread.currentThread().getThreadGroup() == GROUP;
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
