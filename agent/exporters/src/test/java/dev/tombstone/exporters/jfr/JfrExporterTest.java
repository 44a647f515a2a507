package dev.tombstone.exporters.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.exporters.ExporterContract;
import dev.tombstone.model.snapshot.RemovalSample;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrExporterTest extends ExporterContract {
  private static final RemovalSample SAMPLE =
      new RemovalSample(
          "com.acme.Map0",
          "remove",
          "session:42",
          "java.lang.String",
          0,
          1_500,
          8,
          "worker-1",
          List.of("com.acme.A.b(A.java:10)", "com.acme.C.d(C.java:20)"));

  @TempDir Path folder;
  private final Recording recording = new Recording();
  private int dumps;

  @Override
  protected Exporter create(ThreadFactory threads, BiConsumer<String, Throwable> errors) {
    if (recording.getState() == RecordingState.NEW) {
      recording.start();
    }
    return new JfrExporter(source, threads, errors);
  }

  @AfterEach
  void closeRecording() {
    recording.close();
  }

  @Override
  protected Map<String, Counts> exported(Exporter started) throws Exception {
    ((JfrExporter) started).recordAll();
    Map<String, Counts> counts = new TreeMap<>();
    for (RecordedEvent event : events("tombstone.RemovalCount")) {
      counts.put(
          event.getString("map") + " " + event.getString("operation"),
          new Counts(event.getLong("removed"), event.getLong("missed"), event.getLong("failed")));
    }
    return counts;
  }

  @Override
  protected String kind() {
    return "jfr";
  }

  @Test
  void removal_whileRecorded_holdsTheSample() throws Exception {
    exporter().start();
    assertThat(Objects.requireNonNull(source.listener).wantsNext()).isTrue();
    Objects.requireNonNull(source.listener).removed(SAMPLE);
    List<RecordedEvent> events = events("tombstone.Removal");
    assertThat(events).hasSize(1);
    RecordedEvent event = events.get(0);
    assertThat(event.getString("map")).isEqualTo("com.acme.Map0");
    assertThat(event.getString("operation")).isEqualTo("remove");
    assertThat(event.getString("key")).isEqualTo("session:42");
    assertThat(event.getBoolean("hit")).isFalse();
    assertThat(event.getDuration("removalTime")).hasNanos(1_500);
    assertThat(event.getLong("weight")).isEqualTo(8);
    assertThat(event.getString("deletingThread")).isEqualTo("worker-1");
    assertThat(event.getString("site")).isEqualTo("com.acme.A.b(A.java:10)");
    assertThat(event.getString("frames").lines()).hasSize(2);
  }

  @Test
  void removal_notRecorded_isNotWanted() {
    exporter().close();
    recording.stop();
    JfrExporter idle = new JfrExporter(source, Thread::new, (kind, error) -> errors.add(kind));
    idle.start();
    assertThat(Objects.requireNonNull(source.listener).wantsNext()).isFalse();
    idle.close();
    assertThat(source.listener).isNull();
  }

  @Test
  void removals_tooMany_areThinnedAndTheWeightsStayRight() throws Exception {
    exporter().start();
    AtomicLong nanos = new AtomicLong();
    Removals removals =
        new Removals(
            EventType.getEventType(RemovalJfrEvent.class), nanos::get, error -> errors.add("jfr"));
    int offered = 0;
    for (int second = 0; second < 1_000; second++) {
      for (int i = 0; i < 500; i++) {
        offered++;
        if (removals.wantsNext()) {
          removals.removed(SAMPLE);
        }
      }
      nanos.addAndGet(1_000_000_000L);
    }
    List<RecordedEvent> events = events("tombstone.Removal");
    assertThat(events).hasSizeBetween(60_000, 100_000);
    long represented = events.stream().mapToLong(event -> event.getLong("weight")).sum();
    assertThat(represented).isBetween(8L * offered * 97 / 100, 8L * offered * 103 / 100);
    assertThat(events.get(0).getLong("weight")).isEqualTo(8);
  }

  @Test
  void findings_seenAgain_areRecordedAgainAndOthersNot() throws Exception {
    exporter().start();
    Findings findings = new Findings();
    findings.record(source.findings(), 1_000_000_000L);
    findings.record(source.findings(), 2_000_000_000L);
    assertThat(events("tombstone.Finding")).hasSize(1);
    source.sighted = 4;
    findings.record(source.findings(), 3_000_000_000L);
    findings.record(source.findings(), 60_000_000_000L);
    List<RecordedEvent> events = events("tombstone.Finding");
    assertThat(events).extracting(event -> event.getLong("count")).containsExactly(3L, 4L, 4L);
    assertThat(events.get(0).getString("grade")).isEqualTo("PROVEN");
    assertThat(events.get(0).getString("threads")).contains("a\ncom.acme.A.b", "b\ncom.acme.C.d");
    assertThat(events.get(0).getInstant("firstSeen")).isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void hotKeys_periodOver_areRecordedByTheExportersThread() throws Exception {
    recording.enable("tombstone.HotKey").withPeriod(java.time.Duration.ofMillis(20));
    exporter().start();
    List<RecordedEvent> events = List.of();
    while (events.isEmpty()) {
      events = events("tombstone.HotKey");
    }
    assertThat(events.get(0).getLong("estimate")).isEqualTo(42);
    assertThat(events.get(0).getDouble("share")).isEqualTo(0.5);
    assertThat(events.get(0).getString("key")).startsWith("<script>");
  }

  @Test
  void events_allTypes_areDescribedAndGoneAfterClose() throws Exception {
    exporter().start();
    List<EventType> types = types();
    assertThat(types)
        .extracting(EventType::getName)
        .containsExactlyInAnyOrder(
            "tombstone.Removal", "tombstone.Finding", "tombstone.HotKey", "tombstone.RemovalCount");
    for (EventType type : types) {
      assertThat(type.getCategoryNames()).containsExactly("Tombstone");
      assertThat(type.getDescription()).isNotBlank();
      assertThat(type.getFields()).allSatisfy(field -> assertThat(field.getLabel()).isNotBlank());
    }
    exporter().close();
    assertThat(types()).isEmpty();
  }

  private static List<EventType> types() {
    return FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .filter(type -> type.getName().startsWith("tombstone."))
        .toList();
  }

  /**
   * In the order of time: a file holds them in the order in which the JVM's buffers were written.
   */
  private List<RecordedEvent> events(String name) throws Exception {
    Path file = folder.resolve(dumps++ + ".jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }
}
