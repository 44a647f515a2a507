package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.model.finding.Hazard;
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
record SettingsChange(boolean enabled, SamplingConfig sampling, Set<Hazard> detectors) {
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
      Set<Hazard> detectors) {
    List<String> problems = new ArrayList<>();
    boolean newEnabled = enabled;
    boolean detail = current.enabled();
    long budget = current.budget();
    OptionalInt shift = current.fixedShift();
    Set<Hazard> hazards = detectors;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String value = change.getValue();
      switch (change.getKey()) {
        case "enabled" -> {
          if (value.equals("true") || value.equals("false")) {
            newEnabled = value.equals("true");
          } else {
            problems.add("enabled=" + value + " is not allowed; allowed: true, false");
          }
        }
        case "sample.budget" -> {
          if (value.matches("[1-9]\\d{0,7}")
              && Long.parseLong(value) <= SamplingConfig.MAX_BUDGET) {
            budget = Long.parseLong(value);
            detail = true;
          } else {
            problems.add(
                "sample.budget="
                    + value
                    + " is not allowed; allowed: 1 to "
                    + SamplingConfig.MAX_BUDGET);
          }
        }
        case "sample.ratio" -> {
          try {
            shift = SamplingConfig.parseRatio(value);
            detail = true;
          } catch (IllegalArgumentException e) {
            problems.add(
                "sample.ratio=" + value + " is not allowed; allowed: " + SamplingConfig.RATIOS);
          }
        }
        case "detectors" -> {
          try {
            hazards = known.parse(value);
          } catch (IllegalArgumentException e) {
            problems.add("detectors=" + value + " is not allowed; allowed: " + known.allowed());
          }
        }
        default ->
            problems.add(
                change.getKey()
                    + " cannot be changed; allowed: enabled, sample.budget, sample.ratio,"
                    + " detectors");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new SettingsChange(newEnabled, new SamplingConfig(detail, budget, shift), hazards);
  }
}
