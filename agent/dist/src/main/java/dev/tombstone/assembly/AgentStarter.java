package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.aggregate.ErrorLog;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.detect.Detection;
import dev.tombstone.hook.AgentThreads;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.instrumentation.MapInstrumentation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent in this JVM.
 *
 * <p>On the thread that runs {@code premain}: configuration, hook, weaving, and last of all
 * counting. All else follows on a thread of the agent.
 */
public final class AgentStarter {
  /** How long an exit waits for the agent, with a report to write or without. */
  private static final int REPORT_PATIENCE_SECONDS = 60;

  private static final int PATIENCE_SECONDS = 10;

  private AgentStarter() {}

  /** Called by the start-up class; says in one line why, if it does not start. */
  public static void start(@Nullable String arguments, Instrumentation instrumentation) {
    String version = version();
    String tool =
        JdkTools.running(
            System.getProperties(), () -> ProcessHandle.current().info().command().orElse(""));
    if (tool != null) {
      Console.line("tombstone " + version + ": not started in a tool of the JDK (" + tool + ")");
      return;
    }
    AgentConfig config = ConfigLoader.load(arguments, System.getProperties(), System.getenv());
    if (!config.enabled()) {
      Console.line(
          "tombstone "
              + version
              + ": off"
              + (config.problems().isEmpty()
                  ? " (enabled=false)"
                  : ": " + String.join("; ", config.problems())));
      return;
    }
    HookDefiner.define(instrumentation);
    if (!RecordingControl.claim()) {
      Console.line(
          "tombstone "
              + version
              + ": an agent is active in this JVM already; this second one does nothing");
      return;
    }
    start(version, config, instrumentation);
  }

  private static void start(String version, AgentConfig config, Instrumentation instrumentation) {
    ErrorLog errors = new ErrorLog();
    MapInstrumentation maps =
        MapInstrumentation.install(
            instrumentation, Detection.watchesMutations(config.detectors().hazards()));
    AgentCore core =
        new AgentCore(
            version, config, maps::coverage, maps::setMutations, errors, InstantSource.system());
    RunningAgent agent = new RunningAgent(version, config, maps, core, errors);
    AgentThreads.newThread("start", agent::start).start();
    AtExit.run(
        instrumentation,
        agent::finish,
        agent.reports() ? REPORT_PATIENCE_SECONDS : PATIENCE_SECONDS);
    core.install();
  }

  /** Version of this jar. */
  static String version() {
    try (InputStream in =
        AgentStarter.class.getClassLoader().getResourceAsStream("tombstone-version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
