package dev.tombstone.exporters.prometheus;

import java.util.List;

/**
 * Every metric: its Micrometer name, the name Prometheus sees, type, labels and help. Dashboards
 * and documentation are tested against this list.
 */
public enum Metric {
  /** Entries removed. */
  REMOVALS(
      "tombstone.removals",
      "",
      "tombstone_removals_total",
      "counter",
      List.of("map", "op"),
      "Entries removed from maps, exact"),
  /** Keyed removals that missed. */
  MISSES(
      "tombstone.removal.misses",
      "",
      "tombstone_removal_misses_total",
      "counter",
      List.of("map", "op"),
      "Keyed removals that found nothing, exact"),
  /** Latency. */
  DURATION(
      "tombstone.removal.duration",
      "seconds",
      "tombstone_removal_duration_seconds",
      "histogram",
      List.of("map"),
      "Duration of sampled removals"),
  /** Work on tables. */
  RESIZE_ASSIST(
      "tombstone.resize.assist",
      "seconds",
      "tombstone_resize_assist_seconds",
      "histogram",
      List.of("map"),
      "How long one call worked on a map's table that was being resized or cleaned up"),
  /** Concentration. */
  HOT_KEY_SHARE(
      "tombstone.hot.key.share",
      "ratio",
      "tombstone_hot_key_share_ratio",
      "gauge",
      List.of("rank"),
      "Share of the last minute's deletions that the key of this rank has"),
  /** Distinct keys. */
  DISTINCT_KEYS(
      "tombstone.distinct.keys",
      "",
      "tombstone_distinct_keys",
      "gauge",
      List.of(),
      "Distinct keys deleted in the last minute, estimated"),
  /** Sampling in force. */
  SAMPLE_RATIO(
      "tombstone.sample",
      "ratio",
      "tombstone_sample_ratio",
      "gauge",
      List.of(),
      "Share of deletions recorded in detail now; 0 while disabled"),
  /** Hazards. */
  FINDINGS(
      "tombstone.findings",
      "",
      "tombstone_findings_total",
      "counter",
      List.of("hazard", "grade"),
      "Sightings of hazards, as the findings count them"),
  /** Detail lost. */
  DROPPED(
      "tombstone.events.dropped",
      "",
      "tombstone_events_dropped_total",
      "counter",
      List.of("reason"),
      "Sampled deletions whose detail was lost; counts never are"),
  /** The agent's errors. */
  ERRORS(
      "tombstone.agent.errors",
      "",
      "tombstone_agent_errors_total",
      "counter",
      List.of("kind"),
      "Errors of the agent's own"),
  /** The agent's processor time. */
  CPU(
      "tombstone.agent.cpu",
      "seconds",
      "tombstone_agent_cpu_seconds_total",
      "counter",
      List.of(),
      "Processor time of the agent's threads"),
  /** The agent's memory. */
  MEMORY(
      "tombstone.agent.memory",
      "bytes",
      "tombstone_agent_memory_bytes",
      "gauge",
      List.of(),
      "Memory held by the agent's tables, estimated"),
  /** Version. */
  BUILD(
      "tombstone.build.info",
      "",
      "tombstone_build_info",
      "gauge",
      List.of("version", "jdk"),
      "1, with the versions of the agent and the JVM");

  private final String meterName;
  private final String unit;
  private final String exportedName;
  private final String type;
  private final List<String> labels;
  private final String help;

  Metric(
      String meterName,
      String unit,
      String exportedName,
      String type,
      List<String> labels,
      String help) {
    this.meterName = meterName;
    this.unit = unit;
    this.exportedName = exportedName;
    this.type = type;
    this.labels = labels;
    this.help = help;
  }

  String meterName() {
    return meterName;
  }

  String unit() {
    return unit;
  }

  /** The name a scrape shows. */
  public String exportedName() {
    return exportedName;
  }

  /** {@code counter}, {@code gauge} or {@code histogram}. */
  public String type() {
    return type;
  }

  /** Label names, in order. */
  public List<String> labels() {
    return labels;
  }

  /** Help text. */
  public String help() {
    return help;
  }
}
