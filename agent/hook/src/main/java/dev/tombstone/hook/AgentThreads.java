package dev.tombstone.hook;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own threads: daemons in one thread group, whose deletions are not the application's
 * and are not counted. Threads started by them belong to the group too.
 */
public final class AgentThreads {
  private static final ThreadGroup GROUP = new ThreadGroup(rootGroup(), "tombstone");

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long NO_HOLDER = -1;

  /** Where a thread of JDK 19 and later keeps the object that has its group. */
  private static final long HOLDER;

  private static final long GROUP_IN_HOLDER;

  static {
    Class<?> holder = holderClass();
    HOLDER = holder == null ? NO_HOLDER : UNSAFE.objectFieldOffset(Thread.class, "holder");
    GROUP_IN_HOLDER = UNSAFE.objectFieldOffset(holder == null ? Thread.class : holder, "group");
  }

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

  /**
   * Whether the calling thread is one of the agent's. The group is read where a thread keeps it:
   * {@code getThreadGroup} initialises classes of the JDK where the thread is a virtual one.
   */
  static boolean isCurrent() {
    Object holder = Thread.currentThread();
    if (HOLDER != NO_HOLDER) {
      holder = UNSAFE.getReference(holder, HOLDER);
    }
    return holder != null && UNSAFE.getReference(holder, GROUP_IN_HOLDER) == GROUP;
  }

  private static @Nullable Class<?> holderClass() {
    try {
      return Class.forName("java.lang.Thread$FieldHolder", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
