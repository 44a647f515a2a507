package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.exporters.FakeSource;
import dev.tombstone.hook.thread.AgentThreads;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortFileTest {
  @TempDir Path folder;

  private final List<String> errors = new CopyOnWriteArrayList<>();

  @Test
  void close_fileWithOurPort_isRemoved() throws Exception {
    Path file = folder.resolve("port");
    HttpExporter exporter = start(file);
    assertThat(file).hasContent(Integer.toString(URI.create(exporter.url()).getPort()));
    exporter.close();
    assertThat(folder.toFile().list()).isEmpty();
    assertThat(errors).isEmpty();
  }

  @Test
  void close_fileWithAnotherPort_stays() throws Exception {
    Path file = folder.resolve("port");
    try (HttpExporter exporter = start(file)) {
      assertThat(exporter.url()).isNotEmpty();
      Files.writeString(file, "1");
    }
    assertThat(file).hasContent("1");
  }

  @Test
  void start_pathWithoutFileName_oneErrorAndServing() throws Exception {
    try (HttpExporter exporter = start(Path.of("/"))) {
      assertThat(errors).containsExactly("http.port.file: it has no file name");
      assertThat(exporter.url()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void start_pipeWithoutReader_doesNotHang() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (HttpExporter exporter = start(pipe)) {
      int port = URI.create(exporter.url()).getPort();
      assertThat(Files.readString(pipe)).isEqualTo(Integer.toString(port));
    }
    assertThat(pipe).exists();
  }

  /** Here it is missing for what is said of a path that cannot be written. */
  @Test
  void start_noMemoryAtFirst_isTriedAgain() throws Exception {
    AtomicInteger times = new AtomicInteger();
    BiConsumer<String, Throwable> full =
        (kind, error) -> {
          if (times.incrementAndGet() == 1) {
            throw new OutOfMemoryError("full");
          }
          errors.add(kind);
        };
    try (HttpExporter exporter = start(Path.of("/"), full)) {
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !errors.isEmpty());
      assertThat(exporter.url()).isNotEmpty();
    }
    assertThat(errors).containsExactly("http.port.file");
    assertThat(times).hasValue(2);
  }

  private HttpExporter start(Path portFile) throws Exception {
    return start(portFile, (kind, error) -> errors.add(kind + ": " + error.getMessage()));
  }

  private HttpExporter start(Path portFile, BiConsumer<String, Throwable> told) throws Exception {
    HttpExporter exporter =
        HttpExporter.start(
            new HttpConfig(
                true,
                "127.0.0.1",
                0,
                Optional.of(portFile),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new FakeSource(),
            task -> AgentThreads.newThread("http", task),
            told);
    assertThat(portFile.toFile())
        .satisfiesAnyOf(
            file -> assertThat(file).doesNotExist(), file -> assertThat(file.isFile()).isFalse());
    exporter.showPort();
    return exporter;
  }
}
