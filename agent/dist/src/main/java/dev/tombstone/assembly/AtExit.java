package dev.tombstone.assembly;

import dev.tombstone.hook.AgentThreads;
import dev.tombstone.hook.ExitTask;
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

  private AtExit() {}

  /** Registers the task, which at exit is waited for as many seconds at most. */
  static void run(Instrumentation instrumentation, Runnable task, int patienceSeconds) {
    if (ExitTask.set(() -> runBounded(task, patienceSeconds))) {
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

  private static void runBounded(Runnable task, int patienceSeconds) {
    Thread thread = AgentThreads.newThread("last-report", task);
    thread.start();
    try {
      thread.join(patienceSeconds * 1_000L);
      if (thread.isAlive()) {
        Console.line("tombstone: the exit does not wait longer for the last report");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
