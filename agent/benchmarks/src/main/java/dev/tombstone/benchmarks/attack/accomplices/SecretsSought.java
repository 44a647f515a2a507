package dev.tombstone.benchmarks.attack.accomplices;

import dev.tombstone.benchmarks.attack.programs.maps.SecretKeys;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Looks in all that the endpoints say for the keys of {@link SecretKeys}, for their hashes in any
 * spelling, and for a token of which only a part is one.
 */
public final class SecretsSought {
  private static final List<String> PATHS =
      List.of(
          "/hotkeys",
          "/hotkeys/sketch",
          "/findings",
          "/report",
          "/sites",
          "/metrics",
          "/maps",
          "/healthz",
          "/flamegraph?format=json",
          "/settings");

  private SecretsSought() {}

  /** Once the program is ready and the agent has drained what was sampled. */
  public static void run(Target target) throws IOException, InterruptedException {
    if (!target.awaitFile("ready")) {
      return;
    }
    if (target.withAgent() && target.awaitFile("port")) {
      Thread.sleep(2_000);
      for (String path : PATHS) {
        seek(target, path, Endpoints.send(target.endpoints(), Endpoints.get(path)));
      }
    }
    target.signal("done");
  }

  private static void seek(Target target, String path, String answer) {
    if (answer.contains(SecretKeys.MARK)) {
      target.fault(path + " shows a key");
    }
    for (int i = 0; i < SecretKeys.KEYS; i++) {
      String key = SecretKeys.key(i);
      if (shows(answer, key.hashCode())
          || shows(answer, List.of(key).hashCode())
          || shows(answer, List.of(key, SecretKeys.MORE).hashCode())) {
        target.fault(path + " shows the hash of a key");
        return;
      }
    }
  }

  private static boolean shows(String answer, int hash) {
    int spread = hash ^ hash >>> 16;
    String text = answer.toLowerCase(Locale.ROOT);
    return List.of(hash, spread).stream()
        .anyMatch(
            each ->
                text.contains(Integer.toHexString(each)) || text.contains(Integer.toString(each)));
  }
}
