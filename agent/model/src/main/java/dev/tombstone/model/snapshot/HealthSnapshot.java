package dev.tombstone.model.snapshot;

import java.util.List;

/**
 * Whether the agent does all it was asked to, as {@code /healthz} answers it.
 *
 * @param status {@code up}
 * @param degraded one plain sentence per thing that does not work; empty when all does
 */
public record HealthSnapshot(String status, List<String> degraded) {}
