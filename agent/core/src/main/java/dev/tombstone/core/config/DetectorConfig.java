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
 * @param closingMethods {@code detect.unclosed.methods}: methods by which objects are closed
 * @param logged whether each finding is logged once
 */
public record DetectorConfig(
    Detectors known,
    Set<Detector> chosen,
    OptionalInt mapsShift,
    boolean stalls,
    Set<String> closingMethods,
    boolean logged) {
  /** Allowed values of {@code detect.maps.ratio}. */
  static final String RATIOS = "auto, 1, 1/2, 1/4 … 1/32768";

  /** Default of {@code detect.unclosed.methods}. */
  static final String CLOSING_METHODS =
      "abort,cancel,close,destroy,disconnect,dispose,free,quit,recycle,release,shutdown,shutdownNow,"
          + "stop,terminate";

  /** What must be woven for them. */
  public Set<Layer> layers() {
    return Detectors.layersFor(chosen);
  }
}
