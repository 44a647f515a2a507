package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.config.ValueReader;
import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.hook.RecordingControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request to change settings, checked as a whole.
 *
 * @param enabled after the change
 * @param sampling after the change
 * @param detectors after the change
 */
record SettingsChange(boolean enabled, SamplingConfig sampling, Set<Detector> detectors) {
  /**
   * Checks the changes.
   *
   * @param known the detectors there are
   * @throws IllegalArgumentException naming every unknown key and bad value
   */
  static SettingsChange of(
      Map<String, String> changes,
      boolean enabled,
      SamplingConfig current,
      Detectors known,
      Set<Detector> detectors) {
    List<String> problems = new ArrayList<>();
    boolean newEnabled = enabled;
    boolean detail = current.enabled();
    long budget = current.budget();
    OptionalInt shift = current.fixedShift();
    Set<Detector> chosen = detectors;
    ValueReader reader = new ValueReader(known, problems);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String key = change.getKey();
      String value = change.getValue();
      switch (key) {
        case "enabled" -> newEnabled = reader.flag(key, value);
        case "sample.budget" -> {
          budget = reader.number(key, value, 1, SamplingConfig.MAX_BUDGET, budget);
          detail = true;
        }
        case "sample.ratio" -> {
          shift = reader.ratio(key, value, RecordingControl.MAX_RATIO_SHIFT);
          detail = true;
        }
        case "detectors" -> chosen = reader.detectors(value);
        default ->
            problems.add(
                key
                    + " cannot be changed; allowed: enabled, sample.budget, sample.ratio,"
                    + " detectors");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new SettingsChange(newEnabled, new SamplingConfig(detail, budget, shift), chosen);
  }
}
