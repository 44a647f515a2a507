package dev.tombstone.assembly;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.config.ExportConfig;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.exporters.Exporter;
import dev.tombstone.exporters.Memory;
import dev.tombstone.exporters.jfr.JfrExporter;
import dev.tombstone.exporters.jmx.JmxExporter;
import dev.tombstone.exporters.otlp.OtlpExporter;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The exporters beyond the endpoints. No class of one that is off is loaded, and one that cannot
 * start keeps nothing else from working.
 */
final class Exports {
  /** Options whose exporter has started, or cannot. */
  private final Set<String> decided = new HashSet<>();

  private final ExportConfig config;
  private final AgentCore core;
  private final ErrorLog errors;
  private final Consumer<String> warnings;
  private final List<Exporter> started = new CopyOnWriteArrayList<>();

  /** Exporters of which none has started; {@code warnings} hears of those that cannot. */
  Exports(ExportConfig config, AgentCore core, ErrorLog errors, Consumer<String> warnings) {
    this.config = config;
    this.core = core;
    this.errors = errors;
    this.warnings = warnings;
  }

  /**
   * Starts those that are on. One for which there is no memory ends it with the error; those that
   * come before it are not started again the next time.
   */
  void start() {
    if (config.otlp()) {
      start(
          "export.otlp.enabled",
          () -> new OtlpExporter(core, System.getenv(), lasting("otlp"), errors::add));
    }
    if (config.jmx()) {
      start("export.jmx.enabled", () -> new JmxExporter(core, threads("jmx"), errors::add));
    }
    if (config.jfr()) {
      start("export.jfr.enabled", () -> new JfrExporter(core, lasting("jfr"), errors::add));
    }
  }

  /** Ends them, the last started first. */
  void close() {
    for (int i = started.size() - 1; i >= 0; i--) {
      close(started.get(i));
    }
    started.clear();
  }

  private void start(String key, Supplier<Exporter> exporter) {
    if (decided.contains(key)) {
      return;
    }
    Exporter created = null;
    try {
      created = exporter.get();
      created.start();
      started.add(created);
    } catch (Exception | Error e) {
      if (created != null) {
        close(created);
      }
      if (Memory.wasMissing(e)) {
        throw new OutOfMemoryError();
      }
      String reason = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      warnings.accept(key + ": this exporter is off: " + reason);
    }
    decided.add(key);
  }

  private void close(Exporter exporter) {
    try {
      exporter.close();
    } catch (RuntimeException | LinkageError e) {
      errors.add("export", e);
    }
  }

  /** Threads that come and go; what each took is counted with the rest. */
  private ThreadFactory threads(String role) {
    return task -> AgentThreads.newThread(role, noted(task));
  }

  /** As {@link #threads}, and their body runs again if it throws. */
  private ThreadFactory lasting(String role) {
    return body -> AgentThreads.newLastingThread(role, noted(body));
  }

  private Runnable noted(Runnable task) {
    return () -> {
      try {
        task.run();
      } finally {
        core.noteProcessorTime();
      }
    };
  }
}
