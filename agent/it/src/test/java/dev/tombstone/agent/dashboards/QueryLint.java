package dev.tombstone.agent.dashboards;

import dev.tombstone.exporters.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is wrong with an expression, by what the metrics are. */
final class QueryLint {
  private static final Pattern COUNTER_CHANGE = Pattern.compile("\\b(rate|irate|increase)\\($");

  private QueryLint() {}

  /** Of a panel or an annotation: the job and the instance that are chosen, and the usual range. */
  static List<String> ofPanel(String expression) {
    List<String> problems = new ArrayList<>(of(expression));
    for (Selector selector : Selector.in(expression)) {
      for (String variable : List.of("job", "instance")) {
        if (!selector.matchers().contains(variable + "=~\"$" + variable + "\"")) {
          problems.add(selector.name() + " does not select the " + variable);
        }
      }
      if (!selector.range().isEmpty() && !selector.range().equals("$__rate_interval")) {
        problems.add(selector.name() + " over " + selector.range() + ", not $__rate_interval");
      }
    }
    return problems;
  }

  /** Of any expression: metrics that are exported, with labels that they have. */
  static List<String> of(String expression) {
    List<String> problems = new ArrayList<>();
    List<Metric> metrics = new ArrayList<>();
    for (Selector selector : Selector.in(expression)) {
      Optional<Metric> metric = selector.metric();
      if (metric.isEmpty()) {
        problems.add(selector.name() + " is not exported");
        continue;
      }
      metrics.add(metric.get());
      for (String label : selector.labels()) {
        if (!Selector.has(metric.get(), label)) {
          problems.add(selector.name() + " has no label " + label);
        }
      }
      problems.addAll(change(expression, selector, metric.get()));
    }
    for (String label : Selector.groupings(expression)) {
      if (!metrics.isEmpty() && metrics.stream().noneMatch(one -> Selector.has(one, label))) {
        problems.add("grouped by " + label + ", which no metric of the expression has");
      }
    }
    return problems;
  }

  /** A counter is looked at by its change, but where its sum since start is meant. */
  private static List<String> change(String expression, Selector selector, Metric metric) {
    String before = expression.substring(0, expression.indexOf(selector.name()));
    boolean changeAsked = COUNTER_CHANGE.matcher(before).find();
    if (changeAsked && metric.type().equals("gauge")) {
      return List.of("rate of " + selector.name() + ", which is a gauge");
    }
    if (metric.type().equals("histogram") && !changeAsked) {
      return List.of(selector.name() + " without rate");
    }
    return List.of();
  }
}
