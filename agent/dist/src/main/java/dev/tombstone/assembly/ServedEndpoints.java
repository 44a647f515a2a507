package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.exporters.Memory;
import dev.tombstone.exporters.http.HttpExporter;
import dev.tombstone.hook.thread.AgentThreads;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The endpoints, or why there are none. Started by one thread, closed by another. */
final class ServedEndpoints {
  private final HttpConfig config;
  private final AgentCore core;
  private final ErrorLog errors;
  private final Consumer<String> warn;
  private volatile @Nullable HttpExporter http;
  private volatile String line = "endpoints off";

  /** None yet; {@code warn} is told sentences for the user. */
  ServedEndpoints(HttpConfig config, AgentCore core, ErrorLog errors, Consumer<String> warn) {
    this.config = config;
    this.core = core;
    this.errors = errors;
    this.warn = warn;
  }

  /**
   * Listens, if configured.
   *
   * @param exiting whether the program has ended: what nobody has seen yet is not started then
   * @throws OutOfMemoryError if there was no memory for it: it may be tried again
   */
  void start(boolean exiting) {
    if (config.enabled()) {
      if (exiting) {
        line = "no endpoints, the program has ended";
      } else {
        listen();
      }
    }
  }

  /** What the start line says of them. */
  String line() {
    return line;
  }

  /** Where the page is, {@code -} without one. */
  String url() {
    HttpExporter served = http;
    return served == null ? "-" : served.url();
  }

  /** Writes {@code http.port.file}, if one is set. */
  void showPort() {
    HttpExporter served = http;
    if (served != null) {
      served.showPort();
    }
  }

  /** Initialises what answers need. */
  void rehearse() {
    HttpExporter served = http;
    if (served != null) {
      served.rehearse();
    }
  }

  /** Serves nothing any more. */
  void close() {
    HttpExporter served = http;
    if (served != null) {
      served.close();
    }
  }

  private void listen() {
    try {
      HttpExporter served =
          HttpExporter.start(
              config, core, task -> AgentThreads.newThread("http", task), this::failed);
      http = served;
      line =
          served.url()
              + served.generatedToken().map(token -> " with generated token " + token).orElse("");
    } catch (IOException | RuntimeException | Error e) {
      if (Memory.wasMissing(e)) {
        throw new OutOfMemoryError();
      }
      String reason = "cannot listen on " + config.host() + ":" + config.port() + " (" + e + ")";
      core.degrade("endpoints off: " + reason);
      line = "endpoints off: " + reason;
    }
  }

  private void failed(String kind, Throwable error) {
    if (kind.equals("http.port.file")) {
      warn.accept("http.port.file cannot be written: " + error);
    } else if (Memory.wasMissing(error) || !Memory.hasRoom()) {
      errors.addForWantOfMemory(kind);
    } else {
      errors.add(kind, error);
    }
  }
}
