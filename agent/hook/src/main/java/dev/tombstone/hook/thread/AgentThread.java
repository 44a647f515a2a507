package dev.tombstone.hook.thread;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the agent: a daemon that the application cannot interrupt, and whose errors reach
 * {@link AgentThreads} and never the application's handler of uncaught exceptions.
 *
 * <p>One that lasts runs its body again, {@value #PAUSE_MILLIS} ms after whatever it threw, until
 * it returns. Nothing between two runs takes memory: they follow an {@code OutOfMemoryError} too.
 */
final class AgentThread extends Thread {
  private static final int PAUSE_MILLIS = 100;

  private final AgentThreadGroup agentGroup;
  private final boolean lasting;
  private final Object pause = new Object();

  /** Its own thread only, once it runs. */
  private @Nullable Runnable body;

  AgentThread(AgentThreadGroup group, String name, Runnable body, boolean lasting) {
    super(group, null, name, 0, false);
    agentGroup = group;
    this.body = body;
    this.lasting = lasting;
  }

  @Override
  public void run() {
    boolean ended = false;
    while (!ended) {
      try {
        ended = runOnce();
      } catch (Throwable again) {
        // What it threw while it was noting an error: the body runs once more all the same.
        ended = !lasting;
      }
    }
    body = null;
  }

  /** Whether it has done its work. */
  private boolean runOnce() throws InterruptedException {
    Runnable present = body;
    if (present == null) {
      return true;
    }
    try {
      present.run();
      return true;
    } catch (Throwable error) {
      AgentThreads.note(this, error);
    }
    if (lasting) {
      pause();
    }
    return !lasting;
  }

  private void pause() throws InterruptedException {
    long end = System.nanoTime() + PAUSE_MILLIS * 1_000_000L;
    synchronized (pause) {
      while (System.nanoTime() - end < 0) {
        pause.wait(PAUSE_MILLIS);
      }
    }
  }

  /**
   * Only the agent interrupts its threads: an interrupt closes the channel that its thread uses,
   * and ends every wait at once.
   */
  @Override
  public void interrupt() {
    if (AgentThreads.mayInterrupt()) {
      super.interrupt();
    }
  }

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    return agentGroup;
  }
}
