package dev.tombstone.benchmarks.attack.outcome;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells what the agent added to standard error: lines that the bare run has too, numbers aside, are
 * nobody's fault, and neither is one start line.
 */
public final class StandardError {
  private static final Pattern START_LINE =
      Pattern.compile("tombstone [^ ]+: \\d+ classes instrumented, .*");
  private static final Pattern DETACHED = Pattern.compile("tombstone [^ ]+: detached");
  private static final Pattern NUMBERS = Pattern.compile("[0-9a-f]*[0-9][0-9a-f]*");

  private StandardError() {}

  /**
   * Lines that nothing excuses.
   *
   * @param starts how often the agent was started or taken out
   */
  public static List<String> unexpected(List<String> bare, List<String> withAgent, int starts) {
    Map<String, Integer> allowed = new HashMap<>();
    bare.forEach(line -> allowed.merge(normal(line), 1, Integer::sum));
    int startsLeft = starts;
    List<String> unexpected = new ArrayList<>();
    for (String line : withAgent) {
      String normal = normal(line);
      if (START_LINE.matcher(line).matches() && startsLeft > 0) {
        startsLeft--;
      } else if (DETACHED.matcher(line).matches() && startsLeft > 0) {
        startsLeft--;
      } else if (allowed.getOrDefault(normal, 0) > 0) {
        allowed.merge(normal, -1, Integer::sum);
      } else {
        unexpected.add(line);
      }
    }
    return unexpected;
  }

  private static String normal(String line) {
    return NUMBERS.matcher(line).replaceAll("#");
  }
}
