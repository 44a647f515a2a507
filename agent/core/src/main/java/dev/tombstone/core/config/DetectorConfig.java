package dev.tombstone.core.config;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.model.family.Layer;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The {@code detectors} and {@code detect.*} keys, and {@code log.findings}.
 *
 * @param known the detectors there are
 * @param chosen those that are to be on
 * @param mapsShift {@code detect.maps.ratio} as a power: 4 is every 16th map; empty is {@code auto}
 * @param stalls {@code detect.stall}
 * @param logged whether each finding is logged once
 */
public record DetectorConfig(
    Detectors known, Set<Detector> chosen, OptionalInt mapsShift, boolean stalls, boolean logged) {
  /** Allowed values of {@code detect.maps.ratio}. */
  static final String RATIOS = "auto, 1, 1/2, 1/4 … 1/32768";

  /** What must be woven for them. */
  public Set<Layer> layers() {
    return Detectors.layersFor(chosen);
  }
}
