package dev.tombstone.exporters.json;

import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.SnapshotSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /agent}: the agent's own figures, and how long deletions take. */
public final class AgentAnswer {
  /**
   * Latency of the timed deletions from one map class since start, nanoseconds.
   *
   * @param map runtime class
   * @param count deletions timed
   */
  private record MapLatency(String map, long count, long p50Nanos, long p99Nanos, long p999Nanos) {}

  private AgentAnswer() {}

  /** The answer now. */
  public static Map<String, Object> of(SnapshotSource source) {
    AgentSnapshot agent = source.agent();
    Map<String, Object> meta = source.meta();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", agent.version());
    answer.put("jdk", agent.jdk());
    answer.put("pid", meta.getOrDefault("pid", 0));
    answer.put("uptimeSeconds", meta.getOrDefault("uptimeSeconds", 0));
    answer.put("processors", Runtime.getRuntime().availableProcessors());
    answer.put("sampleRatio", agent.sampleRatio());
    answer.put("cpuSeconds", agent.cpuSeconds());
    answer.put("memoryBytes", agent.memoryBytes());
    answer.put("dropped", agent.dropped());
    answer.put("errors", agent.errors());
    answer.put("degraded", source.health().degraded());
    answer.put("latencies", latencies(source.latencies()));
    return answer;
  }

  private static List<MapLatency> latencies(List<LatencyHistogram> all) {
    return all.stream()
        .sorted((one, other) -> Long.compare(other.count(), one.count()))
        .map(
            map ->
                new MapLatency(
                    map.map(), map.count(), map.p50Nanos(), map.p99Nanos(), map.p999Nanos()))
        .toList();
  }
}
