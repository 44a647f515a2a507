package dev.tombstone.agent.dashboards;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Grafana puts into a query: the dashboard's variables at All, but for the map.
 *
 * @param map regular expression for the class of the map
 * @param rateSeconds {@code $__rate_interval}
 */
record Variables(String map, int rateSeconds) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{?(\\w+)}?");

  static Variables all(int rateSeconds) {
    return new Variables(".+", rateSeconds);
  }

  /** One map class chosen. */
  static Variables of(Class<?> map, int rateSeconds) {
    // Grafana escapes for the regular expression, and again for the string it is in.
    return new Variables(map.getName().replace(".", "\\\\.").replace("$", "\\\\$"), rateSeconds);
  }

  String resolve(String expression) {
    return REFERENCE
        .matcher(expression)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    return switch (name) {
      case "job", "instance" -> ".+";
      case "map" -> map;
      case "__rate_interval" -> rateSeconds + "s";
      default -> throw new AssertionError("no value for the variable " + name);
    };
  }
}
