package dev.tombstone.agent.programs;

import java.util.HashMap;
import java.util.Map;

/** Deletes a known number of entries, says what it sees of the agent, and ends. */
public final class Deletions {
  /** A map class of the application's own. */
  public static final class Registry extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  private Deletions() {}

  /**
   * Deletes.
   *
   * @param arguments how many, and optionally how long to stay afterwards, in milliseconds
   */
  public static void main(String[] arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[0]);
    Map<String, String> registry = new Registry();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteOne(registry, "at exit")));
    for (int i = 0; i < count; i++) {
      deleteOne(registry, "key " + i % 10);
    }
    registry.remove("never there");
    System.out.println("deleted " + count);
    for (String name :
        new String[] {
          "net.bytebuddy.ByteBuddy",
          "io.micrometer.core.instrument.MeterRegistry",
          "dev.tombstone.shaded.gson.Gson",
          "dev.tombstone.core.aggregate.AgentCore",
          "org.HdrHistogram.Histogram",
          "org.slf4j.LoggerFactory",
        }) {
      try {
        Class.forName(name);
        System.out.println("visible " + name);
      } catch (ClassNotFoundException expected) {
        System.out.println("hidden " + name);
      }
    }
    if (arguments.length > 1) {
      Thread.sleep(Long.parseLong(arguments[1]));
    }
  }

  private static void deleteOne(Map<String, String> registry, String key) {
    registry.put(key, "value");
    registry.remove(key);
  }
}
