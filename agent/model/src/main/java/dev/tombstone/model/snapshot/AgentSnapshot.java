package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The agent's own figures.
 *
 * @param version of the agent
 * @param jdk version of the JVM it runs in
 * @param start when the agent started
 * @param sampleRatio sampling probability in force, 0 while disabled
 * @param cpuSeconds processor time of the agent's threads
 * @param memoryBytes memory held by the agent's tables, estimated
 * @param dropped detail lost, by reason; counts never are
 * @param errors the agent's own errors, by kind
 * @param sightings of every hazard and grade that can be sighted, also where there was none
 */
public record AgentSnapshot(
    String version,
    String jdk,
    Instant start,
    double sampleRatio,
    double cpuSeconds,
    long memoryBytes,
    Map<String, Long> dropped,
    Map<String, Long> errors,
    List<Sightings> sightings) {
  /**
   * How often a hazard was sighted with a grade, since start; never decreases, whatever becomes of
   * the finding that a sighting belongs to.
   *
   * @param hazard id of the hazard
   * @param grade that the sighting had
   * @param count sightings
   */
  public record Sightings(String hazard, Grade grade, long count) {}
}
