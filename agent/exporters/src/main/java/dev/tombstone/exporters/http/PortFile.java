package dev.tombstone.exporters.http;

import dev.tombstone.exporters.file.ReplacedFile;
import dev.tombstone.exporters.http.connection.HttpThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** {@code http.port.file}: holds the port in decimal digits while the server listens. */
final class PortFile {
  /** How long the start waits for the file; a FIFO without a reader takes for ever. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final long PAUSE_NANOS = 100_000_000;

  private final ReplacedFile file;
  private volatile boolean removed;

  PortFile(Path path) {
    file = new ReplacedFile(path);
  }

  /** Writes the port; a failure is told as {@code http.port.file}. */
  void write(int port, HttpThreads threads) {
    Thread writer =
        threads.named("port-file").newThread(() -> writeOnceThereIsMemory(bytesOf(port), threads));
    writer.start();
    try {
      writer.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever waits for the port would else wait for ever, where the heap was full for a moment. */
  private void writeOnceThereIsMemory(byte[] port, HttpThreads threads) {
    while (!removed) {
      try {
        writeOrTell(port, threads);
        return;
      } catch (OutOfMemoryError full) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void writeOrTell(byte[] port, HttpThreads threads) {
    try {
      file.write(port);
    } catch (IOException | RuntimeException e) {
      threads.errors().accept("http.port.file", e);
    }
  }

  /** Removes the file if it still holds this port: a stale one would mislead. */
  void remove(int port) {
    removed = true;
    file.deleteIfHolds(bytesOf(port));
  }

  private static byte[] bytesOf(int port) {
    return Integer.toString(port).getBytes(StandardCharsets.US_ASCII);
  }
}
