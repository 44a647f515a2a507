package dev.tombstone.model.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What exporters ask: each call returns an immutable value, taken at the call. Safe for any thread,
 * never called on an application's thread.
 */
public interface SnapshotSource {
  /** Exact counts by map class and operation. */
  MapsSnapshot maps();

  /**
   * The hottest deleted keys.
   *
   * @param k how many, 1 to 1000
   * @param map only keys deleted from maps of this class; empty for all
   * @param op only deletions of the operation with this id; empty for all
   * @param code only keys whose deletions are the work of such code, as far as that is known
   */
  HotKeysSnapshot hotKeys(Window window, int k, String map, String op, Set<Code> code);

  /** How many keys were deleted how often. */
  DistributionSnapshot distribution(Window window);

  /** The hot keys of a window in the binary form of {@code docs/sketch-format.md}. */
  byte[] sketch(Window window);

  /**
   * The call sites that delete most.
   *
   * @param k how many, 1 to 1000
   * @param code only sites that are such code
   */
  SitesSnapshot sites(Window window, int k, Set<Code> code);

  /** The stacks that deletions of a window came from, where they are the work of such code. */
  StacksSnapshot stacks(Window window, Set<Code> code);

  /** What the hazard detectors found. */
  FindingsSnapshot findings();

  /** Every map class known. */
  CoverageSnapshot coverage();

  /** Whether the agent does all it was asked to. */
  HealthSnapshot health();

  /** The agent's own figures. */
  AgentSnapshot agent();

  /** Latency by map class, since start. */
  List<LatencyHistogram> latencies();

  /** How long calls worked on tables being resized or cleaned up, by map class, since start. */
  List<LatencyHistogram> resizeAssists();

  /** How long whole calls took that remove many entries, by map class, since start. */
  List<LatencyHistogram> bulkCalls();

  /**
   * Shows sampled deletions to this listener from now on, instead of to another; null for nobody.
   */
  void listen(@Nullable RemovalListener listener);

  /**
   * What this process is: version, jdk, pid, instance, start, settings and the like, for the
   * report.
   */
  Map<String, Object> meta();

  /** The settings in force. */
  Settings settings();

  /**
   * Changes the settings named and answers those in force; all bad values are reported at once and
   * then nothing changes.
   *
   * @param changes by configuration key ({@code enabled}, {@code sample.budget}, {@code
   *     sample.ratio}, {@code detectors})
   * @throws IllegalArgumentException naming every key that is unknown or whose value is not allowed
   */
  Settings change(Map<String, String> changes);
}
