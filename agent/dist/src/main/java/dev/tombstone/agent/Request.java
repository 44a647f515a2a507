package dev.tombstone.agent;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM is asked for by the argument of the agent. The command line puts four lines into it,
 * after an empty one that no configuration begins with: id of the request, command, path of the
 * jar, configuration. Anything else is a configuration.
 *
 * @param id where the answer goes; empty if nobody waits for one
 * @param command {@code start}, {@code attach} or {@code detach}
 * @param jar the jar to serve it, or null for the one this class is from
 * @param options the agent's configuration
 */
record Request(String id, String command, @Nullable String jar, @Nullable String options) {
  static Request of(@Nullable String argument) {
    if (argument != null && argument.startsWith("\n")) {
      String[] lines = argument.split("\n", 5);
      if (lines.length == 5) {
        return new Request(lines[1], lines[2], lines[3], lines[4]);
      }
    }
    return new Request("", "start", null, argument);
  }
}
