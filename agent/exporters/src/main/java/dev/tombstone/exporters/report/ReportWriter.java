package dev.tombstone.exporters.report;

import dev.tombstone.core.config.ReportConfig;
import dev.tombstone.core.snapshot.SnapshotSource;
import dev.tombstone.exporters.file.ReplacedFile;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.json.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report to {@code report.file}. A failure is said once, and again only when its reason
 * changes.
 */
public final class ReportWriter implements AutoCloseable {
  private final SnapshotSource source;
  private final ReplacedFile file;
  private final @Nullable Duration interval;
  private final ThreadFactory threads;
  private final Consumer<String> warnings;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;
  private String lastFailure = "";

  /**
   * A writer that has not started.
   *
   * @param file where to; must be present in the configuration
   * @param warnings told of failures
   */
  public ReportWriter(
      SnapshotSource source,
      Path file,
      ReportConfig config,
      ThreadFactory threads,
      Consumer<String> warnings) {
    this.source = source;
    this.file = new ReplacedFile(file);
    this.interval = config.interval().orElse(null);
    this.threads = threads;
    this.warnings = warnings;
  }

  /** Starts writing at every interval, if there is one. */
  public void start() {
    if (interval != null) {
      Thread every = threads.newThread(() -> writeEvery(interval));
      thread = every;
      every.start();
    }
  }

  /** Warns at once if the file cannot be written. */
  public synchronized void checkWritable() {
    file.obstacle().ifPresent(this::fail);
  }

  /** Writes the report as of now. */
  public synchronized void writeNow() {
    try {
      Optional<String> obstacle = file.obstacle();
      if (obstacle.isPresent()) {
        fail(obstacle.get());
        return;
      }
      file.write(Json.bytes(Report.of(source)));
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      fail(e.toString());
    }
  }

  /** Why the last attempt failed, in one sentence; empty if it did not. */
  public synchronized Optional<String> failure() {
    return lastFailure.isEmpty() ? Optional.empty() : Optional.of(sentence());
  }

  private void fail(String reason) {
    if (!reason.equals(lastFailure)) {
      lastFailure = reason;
      warnings.accept(sentence());
    }
  }

  private String sentence() {
    return "report.file " + file.path() + " cannot be written: " + lastFailure;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void writeEvery(Duration period) {
    long next = System.nanoTime() + period.toNanos();
    while (!closed) {
      long wait = next - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      } else {
        writeNow();
        next = System.nanoTime() + period.toNanos();
      }
    }
  }
}
