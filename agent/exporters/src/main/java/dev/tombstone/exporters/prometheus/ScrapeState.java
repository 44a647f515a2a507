package dev.tombstone.exporters.prometheus;

import dev.tombstone.core.snapshot.AgentSnapshot;
import dev.tombstone.core.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.core.snapshot.Grade;
import dev.tombstone.core.snapshot.HotKeysSnapshot;
import dev.tombstone.core.snapshot.LatencyHistogram;
import dev.tombstone.core.snapshot.MapsSnapshot;
import dev.tombstone.core.snapshot.SnapshotSource;
import dev.tombstone.core.snapshot.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one scrape shows, taken once. Class labels are given out in order of first appearance and
 * kept, so that no series ever decreases; past {@value #MAX_CLASSES} classes the label is {@code
 * other}.
 */
final class ScrapeState {
  static final int MAX_CLASSES = 100;
  static final int RANKS = 10;
  private static final String OTHER = "other";

  record Series(String map, String op) {}

  record Hazard(String id, Grade grade) {}

  private final Set<String> labelled = new HashSet<>();
  private final Map<Series, long[]> counts = new HashMap<>();
  private HotKeysSnapshot hotKeys;
  private AgentSnapshot agent;
  private List<LatencyHistogram> latencies = List.of();
  private List<LatencyHistogram> resizeAssists = List.of();
  private Map<Hazard, Long> findings = Map.of();

  ScrapeState(SnapshotSource source) {
    hotKeys = source.hotKeys(Window.MINUTE, RANKS, "", "");
    agent = source.agent();
    refresh(source);
  }

  void refresh(SnapshotSource source) {
    counts.clear();
    for (MapsSnapshot.MapCounts map : source.maps().maps()) {
      String label = labelOf(map.map());
      map.ops()
          .forEach(
              (op, count) -> {
                long[] sum = counts.computeIfAbsent(new Series(label, op), key -> new long[2]);
                sum[0] += count.removed();
                sum[1] += count.missed();
              });
    }
    hotKeys = source.hotKeys(Window.MINUTE, RANKS, "", "");
    agent = source.agent();
    latencies = source.latencies();
    resizeAssists = source.resizeAssists();
    findings =
        source.findings().findings().stream()
            .collect(
                Collectors.groupingBy(
                    finding -> new Hazard(finding.hazard(), finding.grade()),
                    Collectors.summingLong(Finding::count)));
  }

  /** Sightings by hazard and grade. */
  Map<Hazard, Long> findings() {
    return findings;
  }

  Set<Series> series() {
    return counts.keySet();
  }

  double removed(Series series) {
    long[] sum = counts.get(series);
    return sum == null ? 0 : sum[0];
  }

  double missed(Series series) {
    long[] sum = counts.get(series);
    return sum == null ? 0 : sum[1];
  }

  double share(int rank) {
    return rank <= hotKeys.keys().size() ? hotKeys.keys().get(rank - 1).share() : 0;
  }

  double distinctKeys() {
    return hotKeys.distinctKeys();
  }

  AgentSnapshot agent() {
    return agent;
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

  private List<LatencyHistogram> byLabel(List<LatencyHistogram> histograms) {
    Map<String, LatencyHistogram> byLabel = new LinkedHashMap<>();
    for (LatencyHistogram latency : histograms) {
      String label = labelled.contains(latency.map()) ? latency.map() : OTHER;
      byLabel.merge(label, latency.as(label), LatencyHistogram::plus);
    }
    return List.copyOf(byLabel.values());
  }

  private String labelOf(String map) {
    if (labelled.contains(map) || (labelled.size() < MAX_CLASSES && labelled.add(map))) {
      return map;
    }
    return OTHER;
  }
}
