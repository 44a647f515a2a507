package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.aggregate.Surroundings;
import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.exporters.Memory;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.instrumentation.MapInstrumentation;
import dev.tombstone.instrumentation.callsite.ClassFiles;
import dev.tombstone.instrumentation.callsite.DeclaredTypes;
import dev.tombstone.instrumentation.callsite.LoadedClasses;
import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.text.Version;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import jdk.internal.misc.VM;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent in this JVM.
 *
 * <p>On the thread that runs {@code premain}: configuration, hook, weaving, and last of all
 * counting. All else follows on a thread of the agent.
 */
final class AgentStarter {
  /** How long an exit waits for the agent, with a report to write or without. */
  private static final int REPORT_PATIENCE_SECONDS = 60;

  private static final int PATIENCE_SECONDS = 10;

  /** How long an application with a small heap waits for an agent that has initialised itself. */
  private static final int SMALL_HEAP_PATIENCE_SECONDS = 5;

  /** How long a start that comes to nothing waits for a standard error that nobody reads. */
  private static final long CONSOLE_PATIENCE_MILLIS = 500;

  private static final int CHECKED_AT_ONCE = 24;

  /** More than there are; half of what an int holds, so that it can be added to. */
  private static final int ALL_AT_ONCE = Integer.MAX_VALUE / 2;

  private AgentStarter() {}

  /**
   * Starts the agent; says in one line on standard error why, if it does not.
   *
   * @param running stops the agent that is in this JVM already, or null
   */
  static Outcome start(
      @Nullable String arguments,
      Instrumentation instrumentation,
      @Nullable Callable<String> running) {
    String tool =
        Tools.running(
            System.getProperties(),
            () -> ProcessHandle.current().info().command().orElse(""),
            ownJar());
    if (tool != null) {
      return refused("not started in " + tool, running);
    }
    AgentConfig config = ConfigLoader.load(arguments, System.getProperties(), System.getenv());
    if (!config.enabled()) {
      return refused(
          config.problems().isEmpty()
              ? "off (enabled=false)"
              : "off: " + String.join("; ", config.problems()),
          running);
    }
    if (Archiving.isUnderWay(instrumentation)) {
      return refused(
          "not started while classes are recorded for an AOT cache or archive: it would leave out"
              + " what is instrumented",
          running);
    }
    HookDefiner.define(instrumentation);
    if (!RecordingControl.claim()) {
      return refused(
          "an agent is active in this JVM already; this second one does nothing", running);
    }
    try {
      return start(config, instrumentation);
    } catch (RuntimeException | Error e) {
      RecordingControl.release();
      throw e;
    }
  }

  /** The core is made on a thread of its own while this one weaves. */
  private static Outcome start(AgentConfig config, Instrumentation instrumentation) {
    ErrorLog errors = new ErrorLog();
    MapInstrumentation maps = MapInstrumentation.of(instrumentation, classesAtOnce());
    List<MapFamily> libraries = MapFamilies.libraries();
    if (!libraries.isEmpty()) {
      maps.addLibraries(libraries, new BootClasses());
    }
    FutureTask<AgentCore> made =
        new FutureTask<>(
            () ->
                new AgentCore(
                    config,
                    new Surroundings(
                        Version.OWN,
                        maps::coverage,
                        maps::weave,
                        new DeclaredTypes(new LoadedClasses(instrumentation), new ClassFiles()),
                        maps.closingClasses(
                            new LoadedClasses(instrumentation),
                            new BootClasses(),
                            config.detectors().closingMethods()),
                        errors,
                        SteadyClock.system())));
    CountDownLatch firstUse = new CountDownLatch(1);
    Thread making = AgentThreads.newThread("core", () -> make(made, config, firstUse, errors));
    making.start();
    maps.install(config.detectors().layers());
    AgentCore core = await(made);
    Advertisement advertisement = new Advertisement(instrumentation);
    RunningAgent agent = new RunningAgent(config, maps, core, errors, advertisement, firstUse);
    AgentThreads.newThread("start", agent::start).start();
    AtExit.run(
        instrumentation,
        agent::finish,
        agent.reports() ? REPORT_PATIENCE_SECONDS : PATIENCE_SECONDS);
    Outcome outcome = new Outcome(0, "started", new Detachment(agent, maps, advertisement));
    core.install();
    if (Memory.isSmall()) {
      agent.awaitReady(SMALL_HEAP_PATIENCE_SECONDS);
    }
    return outcome;
  }

  /** Makes the core, for which the start waits, and then what the endpoints' start waits for. */
  private static void make(
      FutureTask<AgentCore> core, AgentConfig config, CountDownLatch firstUse, ErrorLog errors) {
    core.run();
    try {
      FirstUse.ofStart();
      if (Memory.isSmall()) {
        FirstUse.ofAnswers();
        firstUse.countDown();
      } else {
        firstUse.countDown();
        if (config.report().file().isPresent()) {
          FirstUse.ofAnswers();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      errors.add("start", e);
    } finally {
      firstUse.countDown();
    }
  }

  /**
   * With more classes than that at a time {@code -Xcheck:jni} has the JVM warn of its own code, on
   * the application's standard output.
   */
  private static int classesAtOnce() {
    try {
      // Null if there are none.
      String[] arguments = VM.getRuntimeArguments();
      boolean checked = arguments != null && List.of(arguments).contains("-Xcheck:jni");
      return checked ? CHECKED_AT_ONCE : ALL_AT_ONCE;
    } catch (LinkageError thisJdkDoesNotSay) {
      return ALL_AT_ONCE;
    }
  }

  private static AgentCore await(Future<AgentCore> made) {
    boolean interrupted = false;
    while (true) {
      try {
        AgentCore core = made.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return core;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static @Nullable URL ownJar() {
    CodeSource source = AgentStarter.class.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }

  private static Outcome refused(String reason, @Nullable Callable<String> running) {
    Console.line("tombstone " + Version.OWN + ": " + reason);
    // Nothing of the agent's will be there at exit to see to it.
    Console.await(CONSOLE_PATIENCE_MILLIS);
    return Outcome.refused(reason, running);
  }
}
