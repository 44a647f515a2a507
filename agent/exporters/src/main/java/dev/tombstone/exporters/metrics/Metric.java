package dev.tombstone.exporters.metrics;

import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Every metric, one entry each: the name Prometheus sees, type, unit, labels, help, and where its
 * values come from. Everything else about metrics follows from this list; documentation, dashboard
 * and alerts are tested against it.
 */
public enum Metric {
  /** Entries removed. */
  REMOVALS(
      "tombstone_removals_total",
      "counter",
      "",
      List.of("map", "op"),
      "Entries removed from maps, exact",
      ScrapeState::removals),
  /** Keyed removals that missed. */
  MISSES(
      "tombstone_removal_misses_total",
      "counter",
      "",
      List.of("map", "op"),
      "Keyed removals that found nothing, exact",
      ScrapeState::misses),
  /** Removals that ended in an exception. */
  FAILURES(
      "tombstone_removal_failures_total",
      "counter",
      "",
      List.of("map", "op"),
      "Removals that removed nothing and ended in an exception, exact",
      ScrapeState::failures),
  /** Latency. */
  DURATION(
      "tombstone_removal_duration_seconds",
      "seconds",
      "Duration of sampled removals",
      ScrapeState::latencies),
  /** Work on tables. */
  RESIZE_ASSIST(
      "tombstone_resize_assist_seconds",
      "seconds",
      "How long one call worked on a map's table that was being resized or cleaned up",
      ScrapeState::resizeAssists),
  /** Bulk calls. */
  BULK(
      "tombstone_bulk_removal_duration_seconds",
      "seconds",
      "Duration of whole calls of removeIf, removeAll and retainAll, and of clear on large tables",
      ScrapeState::bulkCalls),
  /** Concentration. */
  HOT_KEY_SHARE(
      "tombstone_hot_key_share_ratio",
      "gauge",
      "ratio",
      List.of("rank"),
      "Share of the last minute's deletions that the key of this rank has",
      ScrapeState::hotKeyShares),
  /** How far the shares can be trusted. */
  HOT_KEY_ERROR(
      "tombstone_hot_key_error_ratio",
      "gauge",
      "ratio",
      List.of(),
      "Largest half-width of the ranked keys' ranges, as a share of the last minute's deletions",
      ScrapeState::hotKeyError),
  /** Distinct keys. */
  DISTINCT_KEYS(
      "tombstone_distinct_keys",
      "gauge",
      "",
      List.of(),
      "Distinct keys deleted in the last minute, estimated",
      ScrapeState::distinctKeys),
  /** Sampling in force. */
  SAMPLE_RATIO(
      "tombstone_sample_ratio",
      "gauge",
      "ratio",
      List.of(),
      "Share of deletions recorded in detail now; 0 while disabled",
      ScrapeState::sampleRatio),
  /** Hazards. */
  FINDINGS(
      "tombstone_findings_total",
      "counter",
      "",
      List.of("hazard", "grade"),
      "Sightings of hazards, by the grade each had; 0 from the start for what can be sighted",
      ScrapeState::sightings),
  /** Detail lost. */
  DROPPED(
      "tombstone_events_dropped_total",
      "counter",
      "",
      List.of("reason"),
      "Sampled deletions whose detail was lost; counts never are",
      ScrapeState::dropped),
  /** The agent's errors. */
  ERRORS(
      "tombstone_agent_errors_total",
      "counter",
      "",
      List.of("kind"),
      "Errors of the agent's own",
      ScrapeState::errors),
  /** What does not work. */
  DEGRADED(
      "tombstone_agent_degraded",
      "gauge",
      "",
      List.of(),
      "Things that do not work as they should; /healthz names them",
      ScrapeState::degraded),
  /** The agent's processor time. */
  CPU(
      "tombstone_agent_cpu_seconds_total",
      "counter",
      "seconds",
      List.of(),
      "Processor time of the agent's threads",
      ScrapeState::cpuSeconds),
  /** The agent's memory. */
  MEMORY(
      "tombstone_agent_memory_bytes",
      "gauge",
      "bytes",
      List.of(),
      "Memory held by the agent's tables, estimated",
      ScrapeState::memoryBytes),
  /** When it began to count. */
  START_TIME(
      "tombstone_start_time_seconds",
      "gauge",
      "seconds",
      List.of(),
      "When the agent started, in seconds since 1970",
      ScrapeState::startSeconds),
  /** Version. */
  BUILD(
      "tombstone_build_info",
      "gauge",
      "",
      List.of("version", "jdk"),
      "1, with the versions of the agent and the JVM",
      ScrapeState::build);

  private final String exportedName;
  private final String type;
  private final String unit;
  private final List<String> labels;
  private final String help;
  private final Function<ScrapeState, Map<List<String>, Double>> values;
  private final Function<ScrapeState, List<LatencyHistogram>> histograms;

  Metric(
      String exportedName,
      String type,
      String unit,
      List<String> labels,
      String help,
      Function<ScrapeState, Map<List<String>, Double>> values) {
    this.exportedName = exportedName;
    this.type = type;
    this.unit = unit;
    this.labels = labels;
    this.help = help;
    this.values = values;
    histograms = state -> List.of();
  }

  /** A histogram by map class. */
  Metric(
      String exportedName,
      String unit,
      String help,
      Function<ScrapeState, List<LatencyHistogram>> histograms) {
    this.exportedName = exportedName;
    type = "histogram";
    this.unit = unit;
    labels = List.of("map");
    this.help = help;
    values = state -> Map.of();
    this.histograms = histograms;
  }

  /** The name a scrape shows. */
  public String exportedName() {
    return exportedName;
  }

  /** {@code counter}, {@code gauge} or {@code histogram}. */
  public String type() {
    return type;
  }

  /** Base unit, which the name ends with; empty for a number of things. */
  public String unit() {
    return unit;
  }

  /** Label names, in order. */
  public List<String> labels() {
    return labels;
  }

  /** Help text. */
  public String help() {
    return help;
  }

  /** The name in Micrometer, which adds unit and type itself where it exports. */
  public String meterName() {
    String name = withoutEnd(exportedName, type.equals("counter") ? "_total" : "");
    return withoutEnd(name, unit.isEmpty() ? "" : "_" + unit).replace('_', '.');
  }

  /** Its values now by those of its labels; none of a histogram. */
  public Map<List<String>, Double> values(ScrapeState state) {
    return values.apply(state);
  }

  /** Its histograms now, one a map class; none of another type. */
  public List<LatencyHistogram> histograms(ScrapeState state) {
    return histograms.apply(state);
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
