package dev.tombstone.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.exporters.FakeSource;
import dev.tombstone.exporters.metrics.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusExporterTest {
  private static final Path DOC = Path.of("../../docs/metrics.md");

  private final FakeSource source = new FakeSource();
  private final PrometheusExporter exporter = new PrometheusExporter(source);

  @Test
  void scrape_names_areThoseOfTheListAndNoOther() {
    Set<String> exported =
        scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ", -1)[2])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        Arrays.stream(Metric.values())
            .map(Metric::exportedName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(exported).isEqualTo(listed);
    assertThat(scrape()).doesNotContain("_max").doesNotContain("_created");
  }

  @Test
  void metricsOfTheList_namesUnitsAndLabels_followPrometheusConventions() {
    for (Metric metric : Metric.values()) {
      String name = metric.exportedName();
      assertThat(name).matches("tombstone(_[a-z]+)+");
      assertThat(name.endsWith("_total")).as(name).isEqualTo(metric.type().equals("counter"));
      String base = name.replaceFirst("_total$", "");
      assertThat(base.endsWith("_" + metric.unit()) || metric.unit().isEmpty()).as(name).isTrue();
      assertThat(metric.unit()).as(name).isIn("", "seconds", "bytes", "ratio");
      assertThat(metric.labels()).as(name).doesNotContain("job", "instance", "key", "le");
    }
  }

  @Test
  void scrape_values_areTheSnapshots() {
    assertThat(scrape())
        .contains("tombstone_removals_total{map=\"com.acme.Map0\",op=\"remove\"} 10.0")
        .contains("tombstone_removal_misses_total{map=\"com.acme.Map0\",op=\"remove\"} 2.0")
        .contains("tombstone_removal_failures_total{map=\"com.acme.Map0\",op=\"remove\"} 1.0")
        .contains("tombstone_hot_key_share_ratio{rank=\"1\"} 0.5")
        .contains("tombstone_hot_key_share_ratio{rank=\"2\"} 0.0")
        .contains("tombstone_distinct_keys 7.0")
        .contains("tombstone_sample_ratio 0.25")
        .contains("tombstone_events_dropped_total{reason=\"ring_full\"} 3.0")
        .contains("tombstone_agent_cpu_seconds_total 1.5")
        .contains("tombstone_agent_memory_bytes 1000.0")
        .contains("tombstone_hot_key_error_ratio 0.02")
        .contains("tombstone_agent_degraded 1.0")
        .contains("tombstone_start_time_seconds 1.7953416E9")
        .contains("tombstone_findings_total{grade=\"PROVEN\",hazard=\"concurrent-removal\"} 3.0")
        .contains("tombstone_findings_total{grade=\"OBSERVED\",hazard=\"concurrent-removal\"} 0.0")
        .contains("tombstone_build_info{jdk=\"17\",version=\"1.2\"} 1")
        .contains("_bucket{map=\"com.acme.Map0\",le=\"1.0E-6\"} 4")
        .contains("_bucket{map=\"com.acme.Map0\",le=\"0.001\"} 9")
        .contains("_bucket{map=\"com.acme.Map0\",le=\"+Inf\"} 10")
        .contains("tombstone_removal_duration_seconds_count{map=\"com.acme.Map0\"} 10");
  }

  @Test
  void scrape_moreClassesThanLabels_restIsOtherAndTheTotalIsRight() {
    source.classes = 103;
    source.removed = 1;
    String scrape = scrape();
    assertThat(scrape)
        .contains("tombstone_removals_total{map=\"other\",op=\"remove\"} 3.0")
        .contains("tombstone_removal_duration_seconds_count{map=\"other\"} 30\n")
        .contains("_bucket{map=\"other\",le=\"1.0E-6\"} 12\n");
    double total =
        scrape
            .lines()
            .filter(line -> line.startsWith("tombstone_removals_total"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    assertThat(total).isEqualTo(103);
    assertThat(scrape.length()).isLessThan(64 << 10);
  }

  @Test
  void scrape_accept_choosesTheFormat() {
    assertThat(exporter.scrape("application/openmetrics-text; version=1.0.0").contentType())
        .startsWith("application/openmetrics-text");
    assertThat(exporter.scrape("application/vnd.google.protobuf").contentType())
        .startsWith("text/plain");
    String open =
        new String(exporter.scrape("application/openmetrics-text").body(), StandardCharsets.UTF_8);
    assertThat(open).endsWith("# EOF\n");
  }

  /** Rewrite with {@code -Dtombstone.docs.write=true}. */
  @Test
  void metricsPage_againstTheList_isCurrent() throws Exception {
    StringBuilder page = new StringBuilder();
    page.append("# Metrics\n\n")
        .append(
            "This page is generated from the list of metrics; a test fails when it is stale.\n\n")
        .append(
            "`GET /metrics` returns Prometheus text, or OpenMetrics where `Accept` asks for it.")
        .append(" `map` is the runtime class of\nthe map; past 100 classes it is `other`, totals")
        .append(" stay right. No label ever holds the text of a key.\n")
        .append(
            "A name with half a surrogate pair, which UTF-8 cannot hold, shows it as `\\uD800`,")
        .append(" say, and each of its backslashes twice,\nhere and in every other response.\n\n")
        .append("A histogram also has `_bucket`, `_sum` and `_count`; there is no `_max`, and no")
        .append(" `_created`. Units are the base units of\nPrometheus; a metric without one is a")
        .append(" number of things.\n\n")
        .append("| name | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      page.append("| `")
          .append(metric.exportedName())
          .append("` | ")
          .append(metric.type())
          .append(" | ")
          .append(metric.unit())
          .append(" | ")
          .append(
              metric.labels().stream()
                  .map(label -> "`" + label + "`")
                  .collect(Collectors.joining(", ")))
          .append(" | ")
          .append(metric.help())
          .append(" |\n");
    }
    if (Boolean.getBoolean("tombstone.docs.write")) {
      Files.writeString(DOC, page);
    }
    assertThat(Files.readString(DOC)).isEqualTo(page.toString());
  }

  private String scrape() {
    return new String(exporter.scrape("").body(), StandardCharsets.UTF_8);
  }
}
