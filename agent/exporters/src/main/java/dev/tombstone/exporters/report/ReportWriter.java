package dev.tombstone.exporters.report;

import dev.tombstone.core.config.ReportConfig;
import dev.tombstone.core.snapshot.SnapshotSource;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.json.Report;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report to {@code report.file}: into a file beside it first, which is then moved over
 * it, so that a reader never sees half of one. A failure is said once, and again only when its
 * reason changes.
 */
public final class ReportWriter implements AutoCloseable {
  private final SnapshotSource source;
  private final Path file;
  private final @Nullable Duration interval;
  private final ThreadFactory threads;
  private final Consumer<String> warnings;
  private volatile boolean closed;
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
    this.file = file.toAbsolutePath();
    this.interval = config.interval().orElse(null);
    this.threads = threads;
    this.warnings = warnings;
  }

  /** Starts writing at every interval, if there is one. */
  public void start() {
    if (interval != null) {
      threads.newThread(() -> writeEvery(interval)).start();
    }
  }

  /** Warns at once if the folder cannot take the report. */
  public synchronized void checkWritable() {
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      fail("no folder to write in: " + parent);
    } else if (Files.isDirectory(file)) {
      fail("it is a folder");
    }
  }

  /** Writes the report as of now. */
  public synchronized void writeNow() {
    Path parent = file.getParent();
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      if (parent == null || !Files.isDirectory(parent)) {
        fail("no folder to write in: " + parent);
        return;
      }
      Files.write(beside, Json.bytes(Report.of(source)));
      move(beside);
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      fail(e.toString());
    }
  }

  private void fail(String reason) {
    if (!reason.equals(lastFailure)) {
      lastFailure = reason;
      warnings.accept("report.file " + file + " cannot be written: " + reason);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void move(Path beside) throws IOException {
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
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
