package dev.tombstone.hook.thread;

import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own threads: daemons in one thread group, whose deletions are not the application's
 * and are not counted. Threads started by them belong to the group too.
 *
 * <p>They have the rights of the agent whoever starts them, and what they throw is noted here.
 */
public final class AgentThreads {
  private static final AtomicLong FAILURES = new AtomicLong();

  private static volatile AgentThreadGroup group = new AgentThreadGroup(rootGroup());
  private static volatile boolean ending;
  private static volatile String latestThread = "";
  private static volatile String latestError = "";
  private static volatile long latestMillis;

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
    return made(role, task, false);
  }

  /** As {@link #newThread}; whatever the body throws, it runs again, until it returns. */
  public static Thread newLastingThread(String role, Runnable body) {
    return made(role, body, true);
  }

  /** The agent's threads that are alive. */
  public static Thread[] live() {
    ThreadGroup present = group;
    Thread[] threads = new Thread[present.activeCount() + 8];
    int found = present.enumerate(threads);
    Thread[] live = new Thread[found];
    System.arraycopy(threads, 0, live, 0, found);
    return live;
  }

  /** How often a thread threw what nobody in it had caught, since start. */
  public static long failures() {
    return FAILURES.get();
  }

  /** Name of the thread that threw last. */
  public static String latestThread() {
    return latestThread;
  }

  /** Class of what it threw; empty if there was no memory for the name. */
  public static String latestError() {
    return latestError;
  }

  /** When, in milliseconds since 1970. */
  public static long latestMillis() {
    return latestMillis;
  }

  /** From now on whoever ends the agent may interrupt its threads; says so once all have ended. */
  public static void setEnding(boolean now) {
    ending = now;
    if (!now) {
      FAILURES.set(0);
    }
  }

  /** Takes no memory but for the name of a class, and throws nothing for want of it. */
  static void note(Thread thread, Throwable error) {
    FAILURES.incrementAndGet();
    latestMillis = System.currentTimeMillis();
    latestThread = thread.getName();
    latestError = "";
    try {
      latestError = error.getClass().getName();
    } catch (VirtualMachineError noMemory) {
      return;
    }
  }

  static boolean mayInterrupt() {
    return ending || isCurrent();
  }

  /**
   * Whether the calling thread is one of the agent's. The group is read where a thread keeps it:
   * {@code getThreadGroup} initialises classes of the JDK where the thread is a virtual one.
   */
  public static boolean isCurrent() {
    Object holder = Thread.currentThread();
    if (HOLDER != NO_HOLDER) {
      holder = UNSAFE.getReference(holder, HOLDER);
    }
    return holder != null && UNSAFE.getReference(holder, GROUP_IN_HOLDER) == group;
  }

  private static Thread made(String role, Runnable task, boolean lasting) {
    return AgentThreadMaking.thread("tombstone-".concat(role), task, lasting);
  }

  /** The group that threads are made in now. */
  static AgentThreadGroup group() {
    return group;
  }

  /** Before JDK 19 an application can have an empty group destroyed. */
  static AgentThreadGroup newGroup() {
    AgentThreadGroup made = new AgentThreadGroup(rootGroup());
    group = made;
    return made;
  }

  private static @Nullable Class<?> holderClass() {
    try {
      return Class.forName("java.lang.Thread$FieldHolder", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }
}
