package dev.tombstone.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.tombstone.core.config.ReportConfig;
import dev.tombstone.exporters.FakeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  @TempDir Path folder;

  private final FakeSource source = new FakeSource();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** A write that is under way would meet a folder that is being deleted. */
  @AfterEach
  void awaitThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }
  }

  @Test
  void writeNow_file_isTheReportAndNothingElseIsLeft() throws Exception {
    Path file = folder.resolve("report.json");
    writer(file, Optional.empty()).writeNow();
    assertThat(JsonParser.parseString(Files.readString(file)).getAsJsonObject().keySet())
        .contains("meta", "coverage");
    assertThat(folder.toFile().list()).containsExactly("report.json");
    assertThat(warnings).isEmpty();
  }

  @Test
  void writeNow_noFolder_warnsOnce() {
    ReportWriter writer = writer(folder.resolve("none/report.json"), Optional.empty());
    writer.checkWritable();
    writer.writeNow();
    writer.writeNow();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void writeNow_sourceThatThrows_warnsAndRecovers() {
    Path file = folder.resolve("report.json");
    ReportWriter writer = writer(file, Optional.empty());
    source.failure = new IllegalStateException("broken");
    writer.writeNow();
    assertThat(warnings).hasSize(1);
    source.failure = null;
    writer.writeNow();
    assertThat(file).exists();
  }

  @Test
  void writeNow_noMemory_isSaidOnlyOfTheLastReport() {
    Path file = folder.resolve("report.json");
    ReportWriter writer = writer(file, Optional.empty());
    source.error = new OutOfMemoryError("full");
    writer.writeNow();
    assertThat(warnings).isEmpty();
    assertThat(writer.failure()).get().asString().contains("OutOfMemoryError");
    writer.writeLast();
    assertThat(warnings).singleElement().asString().contains("OutOfMemoryError");
    source.error = null;
    writer.writeLast();
    assertThat(file).exists();
    assertThat(writer.failure()).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  /** As Gson wraps what an accessor throws. */
  @Test
  void writeNow_noMemoryWrapped_isSaidOnlyOfTheLastReport() {
    ReportWriter writer = writer(folder.resolve("report.json"), Optional.empty());
    source.failure = new IllegalStateException("accessor", new OutOfMemoryError("full"));
    writer.writeNow();
    assertThat(warnings).isEmpty();
    assertThat(writer.failure()).get().asString().contains("accessor");
    writer.writeLast();
    assertThat(warnings).singleElement().asString().contains("accessor");
  }

  @Test
  void writeNow_classMissing_isSaidAtOnce() {
    ReportWriter writer = writer(folder.resolve("report.json"), Optional.empty());
    source.error = new NoClassDefFoundError("gone");
    writer.writeNow();
    assertThat(warnings).singleElement().asString().contains("NoClassDefFoundError");
  }

  @Test
  void interval_passes_reportIsRewritten() throws Exception {
    Path file = folder.resolve("report.json");
    try (ReportWriter writer = writer(file, Optional.of(Duration.ofMillis(100)))) {
      writer.start();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
      Files.delete(file);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
    }
  }

  private ReportWriter writer(Path file, Optional<Duration> interval) {
    return new ReportWriter(
        source,
        file,
        new ReportConfig(Optional.of(file), interval),
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          threads.add(thread);
          return thread;
        },
        warnings::add);
  }
}
