package dev.tombstone.benchmarks.attack.outcome;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent counted, read from its report, and what it said of its health. */
public final class Counts {
  private final Map<String, JsonObject> operationsByMap = new HashMap<>();
  private final List<String> degraded = new ArrayList<>();

  private Counts() {}

  /** Null if this is no report: cut off, say. */
  public static @Nullable Counts parse(String json) {
    Counts counts = new Counts();
    try {
      JsonObject report = JsonParser.parseString(json).getAsJsonObject();
      if (!report.has("maps") || !report.has("meta")) {
        return null;
      }
      for (JsonElement each : report.getAsJsonObject("maps").getAsJsonArray("maps")) {
        JsonObject map = each.getAsJsonObject();
        counts.operationsByMap.put(map.get("map").getAsString(), map.getAsJsonObject("ops"));
      }
      JsonObject health = report.getAsJsonObject("meta").getAsJsonObject("health");
      health.getAsJsonArray("degraded").forEach(each -> counts.degraded.add(each.toString()));
    } catch (JsonParseException | IllegalStateException e) {
      return null;
    }
    return counts;
  }

  /** Of a map's class and an operation's id. */
  public long of(String map, String operation, boolean missed) {
    JsonObject operations = operationsByMap.get(map);
    if (operations == null || !operations.has(operation)) {
      return 0;
    }
    return operations.getAsJsonObject(operation).get(missed ? "missed" : "removed").getAsLong();
  }

  List<String> degraded() {
    return degraded;
  }
}
