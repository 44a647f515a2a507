package dev.tombstone.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the report is written: the {@code report.*} keys.
 *
 * @param file {@code report.file}
 * @param interval {@code report.interval}
 */
public record ReportConfig(Optional<Path> file, Optional<Duration> interval) {}
