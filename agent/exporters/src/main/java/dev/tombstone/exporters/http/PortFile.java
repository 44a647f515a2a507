package dev.tombstone.exporters.http;

import dev.tombstone.exporters.file.ReplacedFile;
import dev.tombstone.exporters.http.connection.HttpThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code http.port.file}: holds the port in decimal digits while the server listens. */
final class PortFile {
  /** How long the start waits for the file; a FIFO without a reader takes for ever. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final ReplacedFile file;

  PortFile(Path path) {
    file = new ReplacedFile(path);
  }

  /** Writes the port; a failure is told as {@code http.port.file}. */
  void write(int port, HttpThreads threads) {
    Thread writer =
        threads
            .named("port-file")
            .newThread(
                () -> {
                  try {
                    file.write(bytesOf(port));
                  } catch (IOException | RuntimeException e) {
                    threads.errors().accept("http.port.file", e);
                  }
                });
    writer.start();
    try {
      writer.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes the file if it still holds this port: a stale one would mislead. */
  void remove(int port) {
    file.deleteIfHolds(bytesOf(port));
  }

  private static byte[] bytesOf(int port) {
    return Integer.toString(port).getBytes(StandardCharsets.US_ASCII);
  }
}
