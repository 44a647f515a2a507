package dev.tombstone.core.snapshot;

import java.util.Map;

/**
 * The agent's own figures.
 *
 * @param version of the agent
 * @param jdk version of the JVM it runs in
 * @param sampleRatio sampling probability in force, 0 while disabled
 * @param cpuSeconds processor time of the agent's threads
 * @param memoryBytes memory held by the agent's tables, estimated
 * @param dropped detail lost, by reason; counts never are
 * @param errors the agent's own errors, by kind
 */
public record AgentSnapshot(
    String version,
    String jdk,
    double sampleRatio,
    double cpuSeconds,
    long memoryBytes,
    Map<String, Long> dropped,
    Map<String, Long> errors) {}
