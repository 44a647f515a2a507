package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.aggregate.AgentCore;
import dev.tombstone.core.aggregate.Surroundings;
import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.exporters.http.HttpExporter;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.hook.watch.ResizeHook;
import dev.tombstone.hook.watch.ResizeObserver;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import dev.tombstone.model.snapshot.Grade;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md promises: a detector is one class, and one line in a list. */
class SixthDetectorTest {
  private static final Hazard GROWN =
      new Hazard("map-grown", "a map's table was replaced", false, EnumSet.of(Grade.OBSERVED));

  /** Reports every resize. */
  private static final class GrownDetector extends Detector {
    GrownDetector() {
      super(GROWN, Layer.RESIZE);
    }

    @Override
    public List<Watch> watches(Tools tools, int part) {
      return List.of(new GrownWatch(tools.handoff()));
    }
  }

  private static final class GrownWatch implements Watch, ResizeObserver {
    private final HandoffQueue handoff;

    GrownWatch(HandoffQueue handoff) {
      this.handoff = handoff;
    }

    @Override
    public void start(long nowNanos) {
      ResizeHook.observe(this);
    }

    @Override
    public void stop() {
      ResizeHook.stopObserving();
    }

    @Override
    public void resizing(Object map) {}

    @Override
    public void resized(Object map, long nanos) {
      String type = map.getClass().getName();
      handoff.offer(
          () -> new Occurrence(GROWN, Grade.OBSERVED, type, "it grew", List.of(), Map.of()));
    }

    @Override
    public void assisted(Object map, long nanos) {}

    @Override
    public void expunged(Object map, int entries, long nanos) {}
  }

  private final List<Layer.Woven> woven = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private AgentCore core;
  private HttpExporter exporter;

  @BeforeEach
  void start() throws Exception {
    List<Detector> detectors = new ArrayList<>(AllDetectors.ALL.all());
    detectors.add(new GrownDetector());
    AgentConfig config =
        ConfigLoader.load(
            "detectors=none,http.port=0,log.findings=false",
            new Properties(),
            Map.of(),
            new Detectors(detectors));
    core =
        new AgentCore(
            config,
            new Surroundings(
                "test",
                () -> new CoverageSnapshot(List.of()),
                woven::add,
                (frame, map) -> null,
                new ErrorLog(),
                SteadyClock.system()));
    core.install();
    core.start();
    exporter =
        HttpExporter.start(
            config.http(), core, task -> AgentThreads.newThread("http", task), (kind, error) -> {});
  }

  @AfterEach
  void stop() {
    exporter.close();
    core.close();
    RecordingControl.setCounting(false);
  }

  @Test
  void ownDetector_oneLineMore_isWovenForSwitchedShownAndCounted() throws Exception {
    assertThat(get("/metrics"))
        .contains("tombstone_findings_total{grade=\"OBSERVED\",hazard=\"map-grown\"} 0");
    grow();
    assertThat(get("/findings")).doesNotContain("map-grown");
    assertThat(put("{\"detectors\":\"map-grown\"}")).contains("map-grown");
    assertThat(woven).containsExactly(new Layer.Woven(Set.of(Layer.RESIZE), Set.of()));
    grow();
    assertThat(get("/findings"))
        .contains("map-grown", "it grew", "java.util.HashMap", "docs/hazards/map-grown.md");
    assertThat(get("/metrics"))
        .contains("tombstone_findings_total{grade=\"OBSERVED\",hazard=\"map-grown\"} 1");
    assertThat(put("{\"detectors\":\"none\"}")).contains("none");
    assertThat(woven).hasSize(2).last().isEqualTo(Layer.Woven.NOTHING);
    grow();
    assertThat(get("/metrics"))
        .contains("tombstone_findings_total{grade=\"OBSERVED\",hazard=\"map-grown\"} 1");
    assertThat(put("{\"detectors\":\"map-shrunk\"}"))
        .contains("detectors=map-shrunk is not allowed", "unclosed-after-removal, map-grown");
  }

  /** As woven code would tell of it. */
  private static void grow() {
    Map<String, String> map = new HashMap<>(Map.of("key", "value"));
    ResizeHook.resized(ResizeHook.resizing(1, map), map);
  }

  private String get(String target) throws Exception {
    return send(HttpRequest.newBuilder(at(target)).GET());
  }

  private String put(String settings) throws Exception {
    return send(
        HttpRequest.newBuilder(at("/settings")).PUT(HttpRequest.BodyPublishers.ofString(settings)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private URI at(String target) {
    return URI.create(exporter.url()).resolve(target);
  }
}
