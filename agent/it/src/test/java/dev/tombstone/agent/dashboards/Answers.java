package dev.tombstone.agent.dashboards;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dashboard's panels show at a moment.
 *
 * @param values by the panel's title and the series' name
 * @param problems queries that fail or answer nothing, or not a number
 */
record Answers(Map<String, Map<String, Double>> values, List<String> problems) {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final int RANGE_SECONDS = 5;

  static Answers of(Dashboard dashboard, Prometheus prometheus, Instant time, Variables variables)
      throws InterruptedException {
    Answers answers = new Answers(new LinkedHashMap<>(), new ArrayList<>());
    for (Dashboard.Query query : dashboard.panelQueries()) {
      try {
        answers.add(query, ask(query, prometheus, time, variables));
      } catch (IOException e) {
        answers.problems.add(query.owner() + ": " + e.getMessage());
      }
    }
    return answers;
  }

  /** The value of a series of a panel; the panel and all it shows is in the error. */
  double of(String panel, String series) {
    Map<String, Double> shown = values.getOrDefault(panel, Map.of());
    Double value = shown.get(series);
    if (value == null) {
      throw new AssertionError(panel + " has no series " + series + " but " + shown);
    }
    return value;
  }

  private static List<Prometheus.Series> ask(
      Dashboard.Query query, Prometheus prometheus, Instant time, Variables variables)
      throws IOException, InterruptedException {
    String expression = variables.resolve(query.expression());
    return query.instant()
        ? prometheus.query(expression, time)
        : prometheus.range(expression, time, RANGE_SECONDS);
  }

  private void add(Dashboard.Query query, List<Prometheus.Series> answer) {
    if (answer.isEmpty()) {
      problems.add(query.owner() + ": no series for " + query.expression());
    }
    for (Prometheus.Series series : answer) {
      String name = name(query.legend(), series.labels());
      if (!series.values().stream().allMatch(Double::isFinite)) {
        problems.add(query.owner() + ": " + name + " has " + series.values());
      }
      values
          .computeIfAbsent(query.owner(), title -> new LinkedHashMap<>())
          .put(name, series.last());
    }
  }

  /** As the legend says; without one all values of labels, by name of the label. */
  private static String name(String legend, Map<String, String> labels) {
    if (legend.isEmpty()) {
      return String.join(" ", new TreeMap<>(labels).values());
    }
    return LABEL
        .matcher(legend)
        .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
  }
}
