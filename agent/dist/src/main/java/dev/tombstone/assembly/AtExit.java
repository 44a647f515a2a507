package dev.tombstone.assembly;

import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.hook.thread.ExitTask;
import java.lang.instrument.Instrumentation;
import jdk.internal.access.SharedSecrets;

/**
 * Runs a task when the JVM exits, after the application's own shutdown hooks: what those delete is
 * still to be in the report. The task runs on a thread of the agent and is waited for, but not for
 * ever.
 */
final class AtExit {
  /** Shutdown proceeds slot by slot: 0 the console, 1 the application's hooks, 2 delete-on-exit. */
  private static final int SLOT = 7;

  /** How long an exit waits for a standard error that nobody reads. */
  private static final long CONSOLE_PATIENCE_MILLIS = 1_000;

  private static final int START_ATTEMPTS = 10;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

  private AtExit() {}

  /** Registers the task, which at exit is waited for as many seconds at most. */
  static void run(Instrumentation instrumentation, Runnable task, int patienceSeconds) {
    // Made now: at exit there may be no memory left for it.
    Thread thread = AgentThreads.newLastingThread("last-report", task);
    if (ExitTask.set(() -> runBounded(thread, patienceSeconds))) {
      register(instrumentation);
    }
  }

  private static void register(Instrumentation instrumentation) {
    Runnable registered = new ExitTask();
    try {
      JdkInternals.open(instrumentation);
      SharedSecrets.getJavaLangAccess().registerShutdownHook(SLOT, false, registered);
    } catch (IllegalStateException onItsWayOutAlready) {
      return;
    } catch (LinkageError notInThisJdk) {
      Runtime.getRuntime().addShutdownHook(AgentThreads.newThread("exit", registered));
    }
  }

  private static void runBounded(Thread thread, int patienceSeconds) {
    start(thread);
    if (!Waiting.ended(thread, patienceSeconds * 1_000L)) {
      Console.line("tombstone: the exit does not wait longer for the last report");
    }
    Console.await(CONSOLE_PATIENCE_MILLIS);
  }

  /** The JVM may have no memory for one more thread just now. */
  private static void start(Thread thread) {
    for (int left = START_ATTEMPTS; left > 0; left--) {
      try {
        thread.start();
        return;
      } catch (OutOfMemoryError e) {
        Waiting.pause(BETWEEN_ATTEMPTS_MILLIS);
      }
    }
    Console.line("tombstone: no last report, the JVM has no memory for a thread");
  }
}
