package dev.tombstone.assembly;

import java.lang.instrument.Instrumentation;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the start-up class calls, in the jar that the request names.
 *
 * <p>The start-up class may be an older version's: a JVM that has loaded it keeps it, whichever jar
 * is attached later. So is the running agent, perhaps. They know each other by this method alone,
 * by its name and its types of the JDK.
 */
public final class Entry {
  private Entry() {}

  /**
   * Serves a request: {@code id}, {@code command}, {@code options}, {@code instrumentation}, {@code
   * running}, as of the method below. One array, for the shape of the call: the JVM has the code
   * for it, and would first make it for five arguments.
   */
  @SuppressWarnings("unchecked")
  public static @Nullable Object serve(@Nullable Object[] request) {
    return serve(
        (String) Objects.requireNonNull(request[0]),
        (String) Objects.requireNonNull(request[1]),
        (String) request[2],
        (Instrumentation) Objects.requireNonNull(request[3]),
        (Callable<String>) request[4]);
  }

  /**
   * Serves a request.
   *
   * @param id where the answer goes; empty if nobody waits for one
   * @param command {@code start}, {@code attach} or {@code detach}
   * @param options the agent's configuration
   * @param running stops the agent that runs in this JVM; null if there is none
   * @return what stops the agent that runs afterwards; null if there is none
   */
  private static @Nullable Callable<String> serve(
      String id,
      String command,
      @Nullable String options,
      Instrumentation instrumentation,
      @Nullable Callable<String> running) {
    Outcome outcome;
    try {
      outcome =
          switch (command) {
            case "start" -> AgentStarter.start(options, instrumentation, running);
            case "attach" -> attach(options, instrumentation, running);
            case "detach" -> detach(running);
            default -> Outcome.refused("unknown request: " + command, running);
          };
    } catch (RuntimeException | Error e) {
      new Advertisement(instrumentation)
          .answer(id, Outcome.refused("not started: " + e.getMessage(), running));
      throw e;
    }
    new Advertisement(instrumentation).answer(id, outcome);
    return outcome.agent();
  }

  private static Outcome attach(
      @Nullable String options,
      Instrumentation instrumentation,
      @Nullable Callable<String> running) {
    Outcome outcome = AgentStarter.start(options, instrumentation, running);
    if (outcome.code() == 0 && outcome.agent() instanceof Detachment agent) {
      return new Outcome(0, agent.awaitStart(), agent);
    }
    return outcome;
  }

  private static Outcome detach(@Nullable Callable<String> running) {
    if (running == null) {
      return Outcome.refused("no agent is in this JVM", null);
    }
    try {
      String incomplete = running.call();
      return incomplete.isEmpty()
          ? new Outcome(0, "detached", null)
          : Outcome.refused(incomplete, null);
    } catch (Exception e) {
      return Outcome.refused("not detached: " + e, running);
    }
  }
}
