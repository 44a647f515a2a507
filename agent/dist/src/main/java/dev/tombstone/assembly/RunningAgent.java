package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.aggregate.ErrorLog;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.exporters.http.HttpExporter;
import dev.tombstone.exporters.report.ReportWriter;
import dev.tombstone.hook.AgentThreads;
import dev.tombstone.instrumentation.MapInstrumentation;
import dev.tombstone.instrumentation.WovenWatch;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that starts after {@code premain}, on a thread of its own: drain, exporters, the start
 * line.
 */
final class RunningAgent {
  private static final long START_PATIENCE_SECONDS = 5;
  private static final long ATTACH_PATIENCE_SECONDS = 60;

  private final AgentConfig config;
  private final MapInstrumentation instrumentation;
  private final AgentCore core;
  private final ErrorLog errors;
  private final Bulletin bulletin;
  private final CountDownLatch started = new CountDownLatch(1);
  private final @Nullable ReportWriter report;
  private volatile @Nullable Exports exports;
  private volatile @Nullable HttpExporter http;
  private volatile String startLine = "started, but its endpoints are not ready yet";
  private boolean finished;

  /** Set when the JVM exits: endpoints that nobody has seen yet are not started any more. */
  private volatile boolean exiting;

  RunningAgent(
      AgentConfig config,
      MapInstrumentation instrumentation,
      AgentCore core,
      ErrorLog errors,
      Bulletin bulletin) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.core = core;
    this.errors = errors;
    this.bulletin = bulletin;
    WovenWatch watch = instrumentation.watch(RunningAgent::say);
    core.everyTick(() -> watch.tick(System.nanoTime()));
    core.degradeWhile(() -> watch.complaint(System.nanoTime()));
    report =
        config
            .report()
            .file()
            .map(
                file ->
                    new ReportWriter(
                        core, file, config.report(), threads("report"), RunningAgent::say))
            .orElse(null);
  }

  /** Whether the exit has a report to write. */
  boolean reports() {
    return report != null;
  }

  /** Body of the start thread. */
  void start() {
    try {
      core.start();
      instrumentation.complaints().forEach(core::degrade);
      if (report != null) {
        core.degradeWhile(report::failure);
        report.checkWritable();
        report.start();
      }
      String endpoints = exiting ? "no endpoints, the program has ended" : startHttp();
      String line = instrumentation.wovenClasses() + " classes instrumented, " + endpoints;
      Console.line("tombstone " + Version.OWN + ": " + line);
      startLine = line;
      if (!config.problems().isEmpty()) {
        String problems = "configuration: " + String.join("; ", config.problems());
        Console.line("tombstone: " + problems);
        startLine = line + "\n" + problems;
      }
      HttpExporter served = http;
      bulletin.show(Version.OWN + " " + (served == null ? "-" : served.url()));
      startExports();
    } catch (Throwable error) {
      errors.add("start", error);
      startLine = "counting, but not all of the agent started: " + error;
      Console.line("tombstone: " + startLine);
    } finally {
      started.countDown();
      core.noteProcessorTime();
    }
  }

  /**
   * Body of the exit thread: a last drain, a last report, if possible the start line, and no
   * endpoints any more.
   */
  void finish() {
    exiting = true;
    finishOnce();
  }

  private synchronized void finishOnce() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      closeAndReport();
      if (!started.await(START_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Console.line("tombstone: the JVM exits before the agent has started");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable error) {
      Console.line("tombstone: the last report failed: " + error);
    }
    closeExports();
    closeHttp();
  }

  /** Waits until the start thread has done its work; answers the start line. */
  String awaitStart() {
    try {
      boolean unused = started.await(ATTACH_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return startLine;
  }

  /**
   * The agent's work ends while the application goes on: nothing is counted any more, no endpoint
   * answers, the report is written. An exit of the JVM that begins meanwhile waits, and finds
   * nothing left to do.
   */
  synchronized void stop() {
    if (finished) {
      return;
    }
    finished = true;
    awaitStart();
    core.stopCounting();
    closeHttp();
    try {
      closeAndReport();
    } catch (RuntimeException | LinkageError error) {
      Console.line("tombstone: the last report failed: " + error);
    }
    closeExports();
  }

  private void closeAndReport() {
    core.close();
    if (report != null) {
      report.close();
      report.writeNow();
    }
  }

  private void closeHttp() {
    HttpExporter endpoints = http;
    if (endpoints != null) {
      endpoints.close();
    }
  }

  private void startExports() {
    if (config.export().any()) {
      Exports further = new Exports(config.export(), core, errors, this::warn);
      exports = further;
      further.start();
    }
  }

  private void closeExports() {
    Exports further = exports;
    if (further != null) {
      further.close();
    }
  }

  private String startHttp() {
    if (!config.http().enabled()) {
      return "endpoints off";
    }
    try {
      HttpExporter endpoints =
          HttpExporter.start(config.http(), core, threads("http"), this::httpFailed);
      http = endpoints;
      return endpoints.url()
          + endpoints.generatedToken().map(token -> " with generated token " + token).orElse("");
    } catch (IOException | RuntimeException | LinkageError e) {
      String reason =
          "cannot listen on " + config.http().host() + ":" + config.http().port() + " (" + e + ")";
      core.degrade("endpoints off: " + reason);
      return "endpoints off: " + reason;
    }
  }

  private void httpFailed(String kind, Throwable error) {
    if (kind.equals("http.port.file")) {
      warn("http.port.file cannot be written: " + error);
    } else {
      errors.add(kind, error);
    }
  }

  private void warn(String sentence) {
    core.degrade(sentence);
    say(sentence);
  }

  private static void say(String sentence) {
    Console.line("tombstone: " + sentence);
  }

  private static ThreadFactory threads(String role) {
    return task -> AgentThreads.newThread(role, task);
  }
}
