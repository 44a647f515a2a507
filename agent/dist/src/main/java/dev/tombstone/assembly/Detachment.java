package dev.tombstone.assembly;

import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.hook.thread.ExitTask;
import dev.tombstone.instrumentation.MapInstrumentation;
import dev.tombstone.model.text.Version;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Takes the running agent out of the JVM: counting first, then what answers, then the woven bodies,
 * last of all the claim on the recording path. {@code docs/decisions/0011-letting-go.md} says what
 * could hold the agent's class loader afterwards, and why nothing does.
 *
 * <p>Runs on a thread that is not one of the agent's, and that ends soon after.
 */
final class Detachment implements Callable<String> {
  private static final long THREADS_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final RunningAgent agent;
  private final MapInstrumentation maps;
  private final Advertisement advertisement;

  Detachment(RunningAgent agent, MapInstrumentation maps, Advertisement advertisement) {
    this.agent = agent;
    this.maps = maps;
    this.advertisement = advertisement;
  }

  /** Waits until the endpoints are served or have failed; answers what was said about it. */
  String awaitStart() {
    return agent.awaitStart();
  }

  /** Detaches; answers what is not as it was before, empty if everything is. */
  @Override
  public String call() {
    List<String> left = new ArrayList<>();
    AgentThreads.setEnding(true);
    agent.stop();
    try {
      maps.uninstall();
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      left.add("the JVM refused to put its own classes back: " + e);
    }
    advertisement.show("");
    ExitTask.clear();
    awaitThreads(left);
    AgentThreads.setEnding(false);
    RecordCaches.forget();
    RecordingControl.release();
    String incomplete = String.join("; ", left);
    Console.line(
        "tombstone "
            + Version.OWN
            + ": detached"
            + (incomplete.isEmpty() ? "" : ", but " + incomplete));
    return incomplete;
  }

  private static void awaitThreads(List<String> left) {
    long deadline = System.nanoTime() + THREADS_PATIENCE_NANOS;
    for (Thread thread : AgentThreads.live()) {
      if (!Waiting.ended(thread, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
        left.add("thread " + thread.getName() + " has not ended");
      }
    }
  }
}
