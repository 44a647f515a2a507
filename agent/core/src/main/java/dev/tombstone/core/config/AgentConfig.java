package dev.tombstone.core.config;

import java.util.List;

/**
 * Everything the user asked for, and what was wrong with it.
 *
 * @param enabled {@code enabled}
 * @param http the {@code http.*} keys
 * @param sampling the {@code sample.*} keys
 * @param keys the {@code keys.*} keys
 * @param filter {@code maps.*} and {@code packages.*}
 * @param detectors {@code detectors} and {@code log.findings}
 * @param cpuLimit {@code cpu.limit} as a share of the machine's processor time; infinite is {@code
 *     off}
 * @param report the {@code report.*} keys
 * @param export the {@code export.*} keys
 * @param problems one sentence per unknown key or bad value, naming what is allowed
 */
public record AgentConfig(
    boolean enabled,
    HttpConfig http,
    SamplingConfig sampling,
    KeyConfig keys,
    FilterConfig filter,
    DetectorConfig detectors,
    double cpuLimit,
    ReportConfig report,
    ExportConfig export,
    List<String> problems) {}
