package dev.tombstone.exporters.metrics;

import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.snapshot.HealthSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.MapsSnapshot.OperationCounts;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What one scrape shows, taken once, in the form in which {@link Metric} asks for it: values by
 * those of the labels. Class labels are given out in order of first appearance and kept, so that no
 * series ever decreases; past {@value #MAX_CLASSES} classes the label is {@code other}.
 */
public final class ScrapeState {
  static final int MAX_CLASSES = 100;
  static final int RANKS = 10;
  private static final String OTHER = "other";
  private static final List<String> NO_LABELS = List.of();

  private final Set<String> labelled = new HashSet<>();
  private MapsSnapshot maps;
  private HotKeysSnapshot hotKeys;
  private AgentSnapshot agent;
  private HealthSnapshot health;
  private List<LatencyHistogram> latencies;
  private List<LatencyHistogram> resizeAssists;
  private List<LatencyHistogram> bulkCalls;

  /** The state of this source as of now. */
  public ScrapeState(SnapshotSource source) {
    maps = source.maps();
    hotKeys = source.hotKeys(Window.MINUTE, RANKS, "", "", Code.ALL);
    agent = source.agent();
    health = source.health();
    latencies = source.latencies();
    resizeAssists = source.resizeAssists();
    bulkCalls = source.bulkCalls();
  }

  /** Asks the source again. */
  public void refresh(SnapshotSource source) {
    maps = source.maps();
    maps.maps().forEach(map -> labelOf(map.map()));
    hotKeys = source.hotKeys(Window.MINUTE, RANKS, "", "", Code.ALL);
    agent = source.agent();
    health = source.health();
    latencies = source.latencies();
    resizeAssists = source.resizeAssists();
    bulkCalls = source.bulkCalls();
  }

  Map<List<String>, Double> removals() {
    return sums(OperationCounts::removed);
  }

  Map<List<String>, Double> misses() {
    return sums(OperationCounts::missed);
  }

  Map<List<String>, Double> failures() {
    return sums(OperationCounts::failed);
  }

  /** Latency by label; what has none is added up. */
  List<LatencyHistogram> latencies() {
    return byLabel(latencies);
  }

  /** Work on tables by label. */
  List<LatencyHistogram> resizeAssists() {
    resizeAssists.forEach(assist -> labelOf(assist.map()));
    return byLabel(resizeAssists);
  }

  /** Calls that remove many entries by label. */
  List<LatencyHistogram> bulkCalls() {
    bulkCalls.forEach(call -> labelOf(call.map()));
    return byLabel(bulkCalls);
  }

  private List<LatencyHistogram> byLabel(List<LatencyHistogram> histograms) {
    Map<String, LatencyHistogram> byLabel = new LinkedHashMap<>();
    for (LatencyHistogram latency : histograms) {
      String label = labelled.contains(latency.map()) ? EncodableText.of(latency.map()) : OTHER;
      byLabel.merge(label, latency.as(label), LatencyHistogram::plus);
    }
    return List.copyOf(byLabel.values());
  }

  Map<List<String>, Double> hotKeyShares() {
    Map<List<String>, Double> shares = new HashMap<>();
    for (int rank = 1; rank <= RANKS; rank++) {
      double share = rank <= hotKeys.keys().size() ? hotKeys.keys().get(rank - 1).share() : 0;
      shares.put(List.of(Integer.toString(rank)), share);
    }
    return shares;
  }

  Map<List<String>, Double> hotKeyError() {
    return Map.of(NO_LABELS, hotKeys.maximumError());
  }

  Map<List<String>, Double> distinctKeys() {
    return Map.of(NO_LABELS, (double) hotKeys.distinctKeys());
  }

  Map<List<String>, Double> sampleRatio() {
    return Map.of(NO_LABELS, agent.sampleRatio());
  }

  Map<List<String>, Double> sightings() {
    Map<List<String>, Double> sightings = new HashMap<>();
    for (AgentSnapshot.Sightings sighted : agent.sightings()) {
      sightings.put(List.of(sighted.hazard(), sighted.grade().name()), (double) sighted.count());
    }
    return sightings;
  }

  Map<List<String>, Double> dropped() {
    return byLabel(agent.dropped());
  }

  Map<List<String>, Double> errors() {
    return byLabel(agent.errors());
  }

  Map<List<String>, Double> degraded() {
    return Map.of(NO_LABELS, (double) health.degraded().size());
  }

  Map<List<String>, Double> cpuSeconds() {
    return Map.of(NO_LABELS, agent.cpuSeconds());
  }

  Map<List<String>, Double> memoryBytes() {
    return Map.of(NO_LABELS, (double) agent.memoryBytes());
  }

  Map<List<String>, Double> startSeconds() {
    return Map.of(NO_LABELS, agent.start().toEpochMilli() / 1e3);
  }

  Map<List<String>, Double> build() {
    return Map.of(List.of(agent.version(), agent.jdk()), 1.0);
  }

  private Map<List<String>, Double> sums(ToLongFunction<OperationCounts> part) {
    Map<List<String>, Double> sums = new HashMap<>();
    for (MapsSnapshot.MapCounts map : maps.maps()) {
      String label = labelOf(map.map());
      map.ops()
          .forEach(
              (op, counts) ->
                  sums.merge(List.of(label, op), (double) part.applyAsLong(counts), Double::sum));
    }
    return sums;
  }

  private static Map<List<String>, Double> byLabel(Map<String, Long> counts) {
    Map<List<String>, Double> values = new HashMap<>();
    counts.forEach((label, count) -> values.put(List.of(label), (double) count));
    return values;
  }

  private String labelOf(String map) {
    if (labelled.contains(map) || (labelled.size() < MAX_CLASSES && labelled.add(map))) {
      return EncodableText.of(map);
    }
    return OTHER;
  }
}
