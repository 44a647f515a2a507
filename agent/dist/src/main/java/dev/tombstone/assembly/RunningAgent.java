package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.exporters.Memory;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.json.Report;
import dev.tombstone.exporters.report.ReportWriter;
import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.instrumentation.MapInstrumentation;
import dev.tombstone.instrumentation.WovenWatch;
import dev.tombstone.model.text.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Everything that starts after {@code premain}, on a thread of its own: drain, exporters, the start
 * line.
 */
final class RunningAgent {
  private static final long START_PATIENCE_SECONDS = 5;
  private static final long ATTACH_PATIENCE_SECONDS = 60;

  /** How long a start waits for room in a heap that the application has filled already. */
  private static final long ROOM_PATIENCE_MILLIS = 10_000;

  private static final long BETWEEN_ATTEMPTS_MILLIS = 250;
  private static final int STEPS = 7;

  private final AgentConfig config;
  private final MapInstrumentation instrumentation;
  private final AgentCore core;
  private final ErrorLog errors;
  private final Advertisement advertisement;
  private final CountDownLatch firstUse;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final @Nullable ReportWriter report;
  private volatile @Nullable Exports exports;
  private final ServedEndpoints served;
  private volatile String startLine = "started, but its endpoints are not ready yet";

  private final EndingStep lastDrain;
  private final EndingStep lastReport = new EndingStep("last report", this::writeLastReport);
  private final EndingStep startLineSaid = new EndingStep("start line", this::awaitStartLine);
  private final EndingStep exporters = new EndingStep("exporters' end", this::closeExports);
  private final EndingStep endpoints;

  /** In this order at exit. */
  private final List<EndingStep> ending;

  private int stepsTaken;

  /** Set when the JVM exits: endpoints that nobody has seen yet are not started any more. */
  private volatile boolean exiting;

  RunningAgent(
      AgentConfig config,
      MapInstrumentation instrumentation,
      AgentCore core,
      ErrorLog errors,
      Advertisement advertisement,
      CountDownLatch firstUse) {
    this.firstUse = firstUse;
    this.config = config;
    this.instrumentation = instrumentation;
    this.core = core;
    this.errors = errors;
    this.advertisement = advertisement;
    WovenWatch watch = instrumentation.watch(RunningAgent::say);
    core.everyTick(() -> watch.tick(System.nanoTime()));
    core.degradeWhile(() -> watch.complaint(System.nanoTime()));
    served = new ServedEndpoints(config.http(), core, errors, this::warn);
    endpoints = new EndingStep("endpoints' end", served::close);
    lastDrain = new EndingStep("last drain", core::close);
    ending = List.of(lastDrain, lastReport, startLineSaid, exporters, endpoints);
    report =
        config
            .report()
            .file()
            .map(
                file ->
                    new ReportWriter(
                        core,
                        file,
                        config.report(),
                        body -> AgentThreads.newLastingThread("report", body),
                        RunningAgent::say))
            .orElse(null);
  }

  /** Whether the exit has a report to write. */
  boolean reports() {
    return report != null;
  }

  /**
   * Body of the start thread. A step for which the application has left no memory is taken again
   * when there is some, until the JVM exits.
   */
  void start() {
    try {
      int step = 0;
      while (step < STEPS) {
        try {
          takeStep(step);
          step++;
        } catch (Exception | Error e) {
          if (exiting || !Memory.wasMissing(e)) {
            throw e;
          }
          boolean unused = Memory.awaitRoom(ROOM_PATIENCE_MILLIS);
          Waiting.pause(BETWEEN_ATTEMPTS_MILLIS);
        }
      }
    } catch (Throwable error) {
      startFailed(error);
    } finally {
      started.countDown();
    }
    rehearse();
    ready.countDown();
    core.noteProcessorTime();
  }

  /** By number, each as often as need be: nothing has to be made for it beforehand. */
  private void takeStep(int step) throws Exception {
    switch (step) {
      case 0 -> tellOfFailures();
      case 1 -> startDetectors();
      case 2 -> startReport();
      case 3 -> served.start(exiting);
      // Whoever has read the start line, or the port, may replace the jar.
      case 4 -> keepOwnCode();
      case 5 -> sayStartLine();
      default -> startExports();
    }
  }

  private void tellOfFailures() {
    core.countErrors("thread", AgentThreads::failures);
    core.degradeWhile(RunningAgent::threadFailures);
    core.countErrors("standard_error", Console::lost);
    core.degradeWhile(RunningAgent::linesLost);
    boolean unusedWait = Waiting.open(firstUse, ROOM_PATIENCE_MILLIS / 1_000);
    boolean unused = Memory.awaitRoom(ROOM_PATIENCE_MILLIS);
  }

  private void startReport() {
    if (report != null) {
      core.degradeWhile(report::failure);
      report.checkWritable();
      report.start();
    }
  }

  private void sayStartLine() {
    String line = instrumentation.wovenClasses() + " classes instrumented, " + served.line();
    String problems = "configuration: " + String.join("; ", config.problems());
    served.showPort();
    advertisement.show(Version.OWN + " " + served.url());
    startLine = config.problems().isEmpty() ? line : line + "\n" + problems;
    Console.line("tombstone " + Version.OWN + ": " + line);
    if (!config.problems().isEmpty()) {
      Console.line("tombstone: " + problems);
    }
  }

  /**
   * What a report needs is initialised now, and in a small heap what all answers need: once the
   * heap is full it could not be.
   */
  private void rehearse() {
    try {
      if (exiting || !Memory.awaitRoom(ROOM_PATIENCE_MILLIS)) {
        return;
      }
      if (report != null) {
        byte[] unused = Json.bytes(Report.of(core));
      }
      if (Memory.isSmall()) {
        served.rehearse();
      }
    } catch (RuntimeException | Error e) {
      errors.add("start", e);
    }
  }

  /** From here on the jar may be overwritten or deleted. */
  private void keepOwnCode() {
    if (RunningAgent.class.getClassLoader() instanceof Runnable keeper) {
      try {
        keeper.run();
      } catch (RuntimeException | Error e) {
        noteOrRetry(e);
        warn("the agent's jar must stay as it is, its code could not be kept in memory: " + e);
      }
    }
  }

  private void startDetectors() {
    try {
      core.start();
    } catch (RuntimeException | Error e) {
      noteOrRetry(e);
      warn("not all detectors watch: " + e);
    }
    instrumentation.complaints().forEach(core::degrade);
  }

  /** Notes what a step goes on without, unless for want of memory: then the step is taken again. */
  private void noteOrRetry(Throwable error) {
    if (Memory.wasMissing(error)) {
      throw new OutOfMemoryError();
    }
    errors.add("start", error);
  }

  private void startFailed(Throwable error) {
    startLine = "counting, but not all of the agent started: " + error;
    core.degrade(startLine);
    Console.line("tombstone: " + startLine);
    errors.add("start", error);
  }

  /**
   * Body of the exit thread: a last drain, a last report, if possible the start line, and no
   * endpoints any more. Where even a step's complaint fails, it runs again and takes the next one.
   */
  void finish() {
    exiting = true;
    finishOnce();
  }

  private synchronized void finishOnce() {
    while (stepsTaken < ending.size()) {
      EndingStep next = ending.get(stepsTaken);
      stepsTaken++;
      next.take();
    }
  }

  /** Waits until nothing is left to initialise, at most so long. */
  void awaitReady(long seconds) {
    boolean unused = Waiting.open(ready, seconds);
  }

  /** Waits until the start thread has done its work; answers the start line. */
  String awaitStart() {
    boolean unused = Waiting.open(started, ATTACH_PATIENCE_SECONDS);
    return startLine;
  }

  /**
   * The agent's work ends while the application goes on: nothing is counted any more, no endpoint
   * answers, the report is written. An exit of the JVM that begins meanwhile waits, and finds
   * nothing left to do.
   */
  synchronized void stop() {
    if (stepsTaken > 0) {
      return;
    }
    stepsTaken = ending.size();
    awaitStart();
    core.stopCounting();
    endpoints.take();
    lastDrain.take();
    lastReport.take();
    exporters.take();
  }

  private void writeLastReport() {
    if (report != null) {
      report.close();
      report.writeLast();
    }
  }

  private void awaitStartLine() {
    if (!Waiting.open(started, START_PATIENCE_SECONDS)) {
      Console.line("tombstone: the JVM exits before the agent has started");
    }
  }

  private void startExports() {
    if (config.export().any()) {
      Exports further = exports;
      if (further == null) {
        further = new Exports(config.export(), core, errors, this::warn);
        exports = further;
      }
      boolean unused = Memory.awaitRoom(ROOM_PATIENCE_MILLIS);
      further.start();
    }
  }

  private void closeExports() {
    Exports further = exports;
    if (further != null) {
      further.close();
    }
  }

  private void warn(String sentence) {
    core.degrade(sentence);
    say(sentence);
  }

  private static void say(String sentence) {
    Console.line("tombstone: " + sentence);
  }

  /** Of those that have failed and run on. */
  private static Optional<String> threadFailures() {
    long failures = AgentThreads.failures();
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            "threads of the agent have failed and gone on, "
                + failures
                + " times since start, the last "
                + AgentThreads.latestThread()
                + " at "
                + Instant.ofEpochMilli(AgentThreads.latestMillis())
                + ": "
                + AgentThreads.latestError());
  }

  private static Optional<String> linesLost() {
    long lost = Console.lost();
    return lost == 0
        ? Optional.empty()
        : Optional.of(lost + " lines were not written: nobody reads standard error");
  }
}
