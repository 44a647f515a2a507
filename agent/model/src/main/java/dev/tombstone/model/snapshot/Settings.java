package dev.tombstone.model.snapshot;

/**
 * The settings that may change while running, as {@code PUT /settings} answers them.
 *
 * @param enabled whether deletions are counted at all
 * @param sampleBudget deletions a second recorded in detail, all threads together
 * @param sampleRatio {@code auto} or a fixed ratio such as {@code 1/16}
 * @param detectors hazards being detected, a comma list or {@code none}
 */
public record Settings(boolean enabled, long sampleBudget, String sampleRatio, String detectors) {}
