package dev.tombstone.agent.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.exporters.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardTest {
  @Test
  void lint_ofTheShippedDashboard_findsNothing() throws Exception {
    assertThat(DashboardLint.of(Dashboard.shipped())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "editable": false                | "editable": true              | not editable
          "graphTooltip": 1                | "graphTooltip": 0             | crosshair
          "uid": "tombstone-deletions"     | "uid": ""                     | uid
          "uid": "${datasource}"           | "uid": "PBFA97CFB590B2093"    | asks $datasource
          "label": "Data source"           | "label": "Source"             | $datasource has its label
          "allValue": ".+"                 | "allValue": ".*"              | is .+
          "refresh": 2                     | "refresh": 1                  | follows the time range
          "multi": true                    | "multi": false                | can be chosen
          "name": "map"                    | "name": "class"               | variables
          "unit": "percentunit"            | "unit": ""                    | has a unit
          "id": 7,                         | "id": 8,                      | an id of its own
          "x": 12                          | "x": 13                       | has a place of its own
          "w": 24                          | "w": 25                       | within the columns
          "type": "bargauge"               | "type": "piechart"            | of a usual type
          "refId": "B"                     | "refId": "A"                  | of different names
          "title": "Misses"                | "title": ""                   | a title
          [$__rate_interval]               | [5m]                          | not $__rate_interval
          job=~\\"$job\\",                 | job=\\"shop\\",               | does not select the job
          instance=~\\"$instance\\",       | map!=\\"\\",                  | does not select the instance
          tombstone_removals_total         | tombstone_deletes_total       | is not exported
          op=~                             | operation=~                   | has no label operation
          by (op)                          | by (operation)                | grouped by operation
          rate(tombstone_removal_duration  | (tombstone_removal_duration   | without rate
          (tombstone_distinct_keys         | (rate(tombstone_distinct_keys | is a gauge
          """)
  void lint_ofACopyWithAMistake_findsIt(String right, String wrong, String problem)
      throws Exception {
    String shipped = Files.readString(Dashboard.FILE);
    assertThat(shipped).contains(right);
    List<String> problems = DashboardLint.of(Dashboard.of(shipped.replace(right, wrong)));
    assertThat(problems).anyMatch(found -> found.contains(problem));
  }

  @Test
  void metrics_ofThePanels_areAllButThoseLeftOutForAReason() throws Exception {
    Set<String> shown =
        Dashboard.shipped().panelQueries().stream()
            .flatMap(query -> Selector.in(query.expression()).stream())
            .map(selector -> selector.metric().orElseThrow().exportedName())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, String> leftOut = leftOut();
    assertThat(leftOut.values()).allMatch(reason -> reason.length() > 10);
    assertThat(leftOut.keySet()).noneMatch(shown::contains);
    Set<String> accounted = new TreeSet<>(shown);
    accounted.addAll(leftOut.keySet());
    assertThat(accounted)
        .isEqualTo(
            Arrays.stream(Metric.values())
                .map(Metric::exportedName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Lines of a name and the reason. */
  private static Map<String, String> leftOut() throws IOException {
    return Files.readAllLines(Dashboard.FOLDER.resolve("grafana/not-shown.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(part -> part[0], part -> part.length > 1 ? part[1] : ""));
  }
}
