package dev.tombstone.exporters.report;

import dev.tombstone.core.config.ReportConfig;
import dev.tombstone.exporters.Memory;
import dev.tombstone.exporters.file.ReplacedFile;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.json.Report;
import dev.tombstone.model.snapshot.SnapshotSource;
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
 * changes; one for want of memory only if it is the last report's.
 */
public final class ReportWriter implements AutoCloseable {
  private static final long ROOM_PATIENCE_MILLIS = 1_000;
  private static final int LAST_ATTEMPTS = 8;
  private static final long BETWEEN_ATTEMPTS_NANOS = 150_000_000;

  private final SnapshotSource source;
  private final ReplacedFile file;
  private final @Nullable Duration interval;
  private final ThreadFactory threads;
  private final Consumer<String> warnings;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;
  private volatile String lastFailure = "";

  /** Whether nobody has been told of the last failure. */
  private boolean unsaid;

  /**
   * A writer that has not started.
   *
   * @param file where to; must be present in the configuration
   * @param threads their body runs again if it throws
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

  /**
   * Writes the report as of now, the last time: what fails for want of memory or a class is tried
   * again, for a second or so.
   */
  public void writeLast() {
    for (int left = LAST_ATTEMPTS - 1; !attempt(); left--) {
      if (left == 0) {
        sayOfMemory();
        return;
      }
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(this, BETWEEN_ATTEMPTS_NANOS);
    }
  }

  /** Writes the report as of now. */
  public void writeNow() {
    boolean unused = attempt();
  }

  /** False if another attempt may do better. */
  private synchronized boolean attempt() {
    try {
      Optional<String> obstacle = file.obstacle();
      if (obstacle.isPresent()) {
        fail(obstacle.get());
        return true;
      }
      file.write(Json.bytes(Report.of(source)));
      lastFailure = "";
      unsaid = false;
      return true;
    } catch (IOException | RuntimeException | Error e) {
      boolean memory = Memory.wasMissing(e);
      if (memory) {
        // There may be memory for the next one; until then /healthz says it.
        lastFailure = e.toString();
        unsaid = true;
      } else {
        fail(e.toString());
      }
      return !(memory || e instanceof Error);
    }
  }

  /** Why the last attempt failed, in one sentence; empty if it did not. Waits for no attempt. */
  public Optional<String> failure() {
    String reason = lastFailure;
    return reason.isEmpty() ? Optional.empty() : Optional.of(sentence(reason));
  }

  /** Says what has been kept back. */
  private synchronized void sayOfMemory() {
    if (unsaid) {
      warnings.accept(sentence(lastFailure));
    }
  }

  private void fail(String reason) {
    unsaid = false;
    if (!reason.equals(lastFailure)) {
      lastFailure = reason;
      warnings.accept(sentence(reason));
    }
  }

  private String sentence(String reason) {
    return "report.file " + file.path() + " cannot be written: " + reason;
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
        boolean unused = Thread.interrupted();
        LockSupport.parkNanos(this, wait);
      } else {
        // What a report initialises for the first time is not to run out of memory.
        if (Memory.awaitRoom(ROOM_PATIENCE_MILLIS)) {
          writeNow();
        }
        next = System.nanoTime() + period.toNanos();
      }
    }
  }
}
