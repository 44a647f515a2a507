package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Settings;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings in force, and what puts them there: the recording path, the sampling, the detectors.
 * Thread-safe.
 */
final class LiveSettings {
  private final Aggregation aggregation;
  private final Detection detection;
  private final Detectors detectors;
  private SamplingConfig sampling;
  private Set<Detector> chosen;
  private boolean enabled = true;
  private boolean ended;

  /** As configured; nothing is put in force yet. */
  LiveSettings(AgentConfig config, Aggregation aggregation, Detection detection) {
    this.aggregation = aggregation;
    this.detection = detection;
    detectors = config.detectors().known();
    sampling = config.sampling();
    chosen = config.detectors().chosen();
  }

  /** What they are. */
  synchronized Settings settings() {
    return new Settings(
        enabled,
        sampling.budget(),
        SamplingConfig.ratioText(sampling.fixedShift()),
        detectors.text(chosen));
  }

  /**
   * Changes some of them.
   *
   * @param before done when they are known to be good, before they are in force
   * @throws IllegalArgumentException naming every unknown key and bad value; nothing is changed
   *     then
   */
  synchronized void change(Map<String, String> changes, Runnable before) {
    if (ended) {
      return;
    }
    SettingsChange change = SettingsChange.of(changes, enabled, sampling, detectors, chosen);
    enabled = change.enabled();
    sampling = change.sampling();
    chosen = change.detectors();
    before.run();
    applySampling();
    applyDetectors();
    RecordingControl.setCounting(enabled);
  }

  /** Puts the sampling in force. */
  synchronized void applySampling() {
    if (enabled && sampling.enabled()) {
      aggregation.configure(sampling);
    } else {
      aggregation.configure(new SamplingConfig(false, sampling.budget(), OptionalInt.of(0)));
      RecordingControl.stopSampling();
    }
  }

  /** Puts the detectors in force. */
  synchronized void applyDetectors() {
    detection.choose(enabled ? chosen : Set.of());
  }

  /** Switches the detectors of these off. */
  synchronized void withoutDetectors(Set<Hazard> failing) {
    Set<Detector> left = new LinkedHashSet<>(chosen);
    left.removeIf(detector -> failing.contains(detector.hazard()));
    chosen = left;
    applyDetectors();
  }

  /** Nothing is counted from now on, whatever is asked for. */
  synchronized void end() {
    ended = true;
    RecordingControl.setCounting(false);
  }
}
