package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.SiteCounts.Call;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls of which it was found why they find nothing: that they never hit is then no finding of its
 * own. At most {@value #MOST}. Under {@link Detection}'s lock.
 */
final class ExplainedCalls {
  private static final int MOST = 1_024;

  private final Set<String> calls = new HashSet<>();

  void add(Call call) {
    if (calls.size() < MOST) {
      calls.add(text(call));
    }
  }

  boolean contains(Call call) {
    return !calls.isEmpty() && calls.contains(text(call));
  }

  private static String text(Call call) {
    return call.operation()
        + (" " + call.mapClass() + " " + call.argument() + " " + call.frame())
        + (" " + call.callers().nearest() + " " + call.callers().outside());
  }
}
