package dev.tombstone.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.tombstone.exporters.flame.CollapsedStacks;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.metrics.Metric;
import dev.tombstone.exporters.metrics.MetricReader;
import dev.tombstone.exporters.prometheus.PrometheusExporter;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.StacksSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names of classes that differ only in what UTF-8 cannot hold stay different wherever they go. */
class LoneSurrogatesTest {
  private static final List<String> NAMES =
      List.of(
          "Map?", "Map\uD800", "Map\uD801", "Map\uDC00", "Map\\uD800", "\uD800Map", "\uD801Map");

  private final FakeSource source = new FakeSource();

  @BeforeEach
  void name() {
    source.moreClasses = NAMES;
  }

  @Test
  void scrape_noSeriesTwice() {
    PrometheusExporter exporter = new PrometheusExporter(source);
    for (String accept : List.of("", "application/openmetrics-text")) {
      String text = new String(exporter.scrape(accept).body(), StandardCharsets.UTF_8);
      List<String> series =
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.substring(0, line.lastIndexOf(' ')))
              .toList();
      assertThat(series).doesNotHaveDuplicates();
      assertThat(text)
          .contains("tombstone_removals_total{map=\"Map\\\\uD800\",op=\"remove\"}")
          .contains("tombstone_removal_duration_seconds_count{map=\"Map\\\\uDC00\"}");
    }
  }

  @Test
  void push_noSeriesTwice() {
    MetricReader reader = new MetricReader(source);
    reader.refresh();
    List<String> maps = new ArrayList<>();
    reader.values(Metric.REMOVALS).keySet().forEach(labels -> maps.add(utf8(labels.get(0))));
    assertThat(maps).hasSize(1 + NAMES.size()).doesNotHaveDuplicates();
    assertThat(reader.histograms(Metric.DURATION).stream().map(LatencyHistogram::map))
        .map(LoneSurrogatesTest::utf8)
        .containsExactlyInAnyOrderElementsOf(maps);
  }

  @Test
  void json_namesStayDifferent() {
    MapsSnapshot maps = source.maps();
    List<String> names = new ArrayList<>();
    for (JsonElement map :
        JsonParser.parseString(new String(Json.bytes(maps), StandardCharsets.UTF_8))
            .getAsJsonObject()
            .getAsJsonArray("maps")) {
      names.add(map.getAsJsonObject().get("map").getAsString());
    }
    assertThat(names)
        .containsExactly(
            "com.acme.Map0",
            "Map?",
            "Map\\uD800",
            "Map\\uD801",
            "Map\\uDC00",
            "Map\\\\uD800",
            "\\uD800Map",
            "\\uD801Map");
  }

  @Test
  void collapsedStacks_framesStayDifferent() {
    List<StacksSnapshot.Stack> stacks =
        NAMES.stream().map(name -> new StacksSnapshot.Stack(List.of(name), 1, 0)).toList();
    byte[] text =
        CollapsedStacks.of(
            new StacksSnapshot("all", Instant.EPOCH, Instant.EPOCH, 7, List.of(), stacks));
    assertThat(new String(text, StandardCharsets.UTF_8).lines()).doesNotHaveDuplicates();
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
