package dev.tombstone.agent.dashboards;

import dev.tombstone.exporters.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One use of a metric in an expression.
 *
 * @param name as it is written, with what a histogram adds to it
 * @param matchers between the braces
 * @param range between the brackets, empty for none
 */
record Selector(String name, String matchers, String range) {
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(tombstone_\\w+)(?:\\{([^}]*)})?(?:\\[([^]]*)])?");
  private static final Pattern LABEL = Pattern.compile("(\\w+) *(?:=~|!~|!=|=)");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|group_left) *\\(([^)]*)\\)");
  private static final List<String> ADDED = List.of("job", "instance");

  static List<Selector> in(String expression) {
    return SELECTOR
        .matcher(expression)
        .results()
        .map(
            found ->
                new Selector(
                    found.group(1),
                    found.group(2) == null ? "" : found.group(2),
                    found.group(3) == null ? "" : found.group(3)))
        .toList();
  }

  /** Labels that an expression groups or joins by. */
  static List<String> groupings(String expression) {
    return GROUPING
        .matcher(expression)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(", *", -1)))
        .toList();
  }

  /** The metric, if it is exported. */
  Optional<Metric> metric() {
    return Arrays.stream(Metric.values()).filter(this::isOf).findFirst();
  }

  /** Labels in the braces. */
  List<String> labels() {
    return LABEL.matcher(matchers).results().map(found -> found.group(1)).toList();
  }

  /** Whether this series has such a label. */
  static boolean has(Metric metric, String label) {
    return metric.labels().contains(label)
        || ADDED.contains(label)
        || (label.equals("le") && metric.type().equals("histogram"));
  }

  private boolean isOf(Metric metric) {
    String exported = metric.exportedName();
    return metric.type().equals("histogram")
        ? name.matches(exported + "_(bucket|sum|count)")
        : name.equals(exported);
  }
}
