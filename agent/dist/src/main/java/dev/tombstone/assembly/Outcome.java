package dev.tombstone.assembly;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param code exit code of the command that made it: 0 done, 1 not done
 * @param text for people, one line or more
 * @param agent what stops the agent that runs now, or null if none does
 */
record Outcome(int code, String text, @Nullable Callable<String> agent) {
  static Outcome refused(String text, @Nullable Callable<String> agent) {
    return new Outcome(1, text, agent);
  }
}
