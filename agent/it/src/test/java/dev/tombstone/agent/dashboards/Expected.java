package dev.tombstone.agent.dashboards;

import static dev.tombstone.agent.programs.ScriptedLoad.ABSENT;
import static dev.tombstone.agent.programs.ScriptedLoad.ABSENT_KEYS;
import static dev.tombstone.agent.programs.ScriptedLoad.CART_KEYS;
import static dev.tombstone.agent.programs.ScriptedLoad.HOT;
import static dev.tombstone.agent.programs.ScriptedLoad.ITERATED;
import static dev.tombstone.agent.programs.ScriptedLoad.OTHER_KEYS;
import static dev.tombstone.agent.programs.ScriptedLoad.SESSIONS;
import static dev.tombstone.agent.programs.ScriptedLoad.SLOW;
import static dev.tombstone.agent.programs.ScriptedLoad.SWEPT;

import com.google.gson.JsonObject;
import dev.tombstone.agent.programs.ScriptedLoad;
import java.util.List;

/**
 * What a series of a panel must show while {@link ScriptedLoad} runs, within 5 %.
 *
 * @param panel its title
 * @param series its name as in the legend
 */
record Expected(String panel, String series, double value) {
  private static final double REMOVED = SESSIONS + ITERATED + SWEPT + SLOW;
  private static final double ATTEMPTS = REMOVED + ABSENT;
  private static final double CART = (ITERATED + SWEPT) / (double) CART_KEYS / ATTEMPTS;
  private static final double HOTTEST = HOT / ATTEMPTS;
  private static final double TEN_HOTTEST =
      HOTTEST + CART_KEYS * CART + SLOW / ATTEMPTS + 2 * ABSENT / (double) ABSENT_KEYS / ATTEMPTS;
  private static final double DISTINCT = 1 + OTHER_KEYS + ABSENT_KEYS + CART_KEYS + 1;

  private static final String SESSION_MAP = ScriptedLoad.Sessions.class.getName();
  private static final String CART_MAP = ScriptedLoad.Carts.class.getName();
  private static final String SLOW_MAP = ScriptedLoad.Slow.class.getName();

  /** Whether this is shown. */
  boolean fits(double shown) {
    return Math.abs(shown - value) <= 0.05 * Math.abs(value);
  }

  /** With every map chosen. {@code instance} is the agent's address. */
  static List<Expected> underLoad(String instance, JsonObject agent) {
    double uptime = agent.get("uptimeSeconds").getAsDouble();
    String version = agent.get("version").getAsString();
    String jdk = agent.get("jdk").getAsString();
    return List.of(
        new Expected("Deletions", "now", REMOVED),
        new Expected("Misses", "now", ABSENT / (double) (SESSIONS + SLOW + ABSENT)),
        new Expected("Hottest key", "now", HOTTEST),
        new Expected("Distinct keys", "now", DISTINCT),
        new Expected("Proven hazards", "now", 0),
        new Expected("Degraded", "now", 0),
        new Expected("Agents", "now", 1),
        new Expected("Deletions by map", SESSION_MAP, SESSIONS),
        new Expected("Deletions by map", CART_MAP, ITERATED + SWEPT),
        new Expected("Deletions by map", SLOW_MAP, SLOW),
        new Expected("Deletions by operation", "remove", SESSIONS + SLOW),
        new Expected("Deletions by operation", "iterator", ITERATED),
        new Expected("Deletions by operation", "remove_if", SWEPT),
        new Expected("Deletions by instance", instance, REMOVED),
        new Expected("Misses by map", SESSION_MAP, ABSENT),
        new Expected("Misses by map", CART_MAP, 0),
        new Expected("Miss ratio by map", SESSION_MAP, ABSENT / (double) (SESSIONS + ABSENT)),
        new Expected("Miss ratio by map", SLOW_MAP, 0),
        new Expected("p99 duration by map", SLOW_MAP, inSlowBucket(0.99)),
        new Expected("Share by rank", "#1", HOTTEST),
        new Expected("Share by rank", "#2", CART),
        new Expected("Ten hottest keys by instance", instance, TEN_HOTTEST),
        new Expected("Hottest key by instance", instance, HOTTEST),
        new Expected("Distinct keys by instance", instance, DISTINCT),
        new Expected("Proven", "concurrent-removal", 0),
        new Expected("Observed", "concurrent-removal", 0),
        new Expected("Sightings since start", "PROVEN concurrent-removal", 0),
        new Expected("Memory of the agent", instance, agent.get("memoryBytes").getAsDouble()),
        new Expected("Sampling", instance, agent.get("sampleRatio").getAsDouble()),
        new Expected("Detail lost", "ring_full", 0),
        new Expected("Errors of the agent", "recording", 0),
        new Expected("Degraded by instance", instance, 0),
        new Expected("Agents by instance", instance + " " + jdk + " tombstone " + version, uptime));
  }

  /** With the map of slow deletions chosen. */
  static List<Expected> ofSlowDeletions() {
    return List.of(
        new Expected("Deletions", "now", SLOW),
        new Expected("p99 duration", "now", inSlowBucket(0.99)),
        new Expected("Duration of a deletion", "p50", inSlowBucket(0.5)),
        new Expected("Duration of a deletion", "p99", inSlowBucket(0.99)),
        new Expected("Duration of a deletion", "p99.9", inSlowBucket(0.999)));
  }

  /** As Prometheus interpolates it in the bucket from 10 to 100 ms, which holds them all. */
  private static double inSlowBucket(double quantile) {
    return 0.01 + 0.09 * quantile;
  }
}
