package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.outcome.Model.Rate;
import dev.tombstone.benchmarks.attack.outcome.MoreOften;
import dev.tombstone.benchmarks.attack.outcome.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What held and what did not, attack by attack, as Markdown. */
final class AttackReport {
  private static final int REASONS_SHOWN = 4;
  private static final Rate NONE = new Rate(0, 0);

  private final Map<String, Row> rows = new TreeMap<>();
  private final Set<String> skipped = new LinkedHashSet<>();

  /** What the rounds of one attack came to. */
  private static final class Row {
    private int held;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, Rate> bareRates = new LinkedHashMap<>();
    private final Map<String, Rate> agentRates = new LinkedHashMap<>();

    /** Rates that are no more than chance in any round, but are in all of them together. */
    private List<String> rates() {
      List<String> reasons = new ArrayList<>();
      for (Map.Entry<String, Rate> each : agentRates.entrySet()) {
        Rate bare = bareRates.getOrDefault(each.getKey(), NONE);
        if (MoreOften.than(each.getKey(), bare, each.getValue())) {
          reasons.add("all rounds: " + MoreOften.sentence(each.getKey(), bare, each.getValue()));
        }
      }
      return reasons;
    }
  }

  void add(Round round, Outcome bare, Outcome withAgent, List<String> reasons) {
    Row row = rows.computeIfAbsent(round.attack().name(), name -> new Row());
    if (reasons.isEmpty()) {
      row.held++;
    } else {
      row.broken.add("`" + round + "`: " + shortened(reasons));
    }
    bare.model().rates().forEach((name, rate) -> row.bareRates.merge(name, rate, Rate::plus));
    withAgent.model().rates().forEach((name, rate) -> row.agentRates.merge(name, rate, Rate::plus));
  }

  private static String shortened(List<String> reasons) {
    String shown = String.join("; ", reasons.subList(0, Math.min(REASONS_SHOWN, reasons.size())));
    return reasons.size() <= REASONS_SHOWN
        ? shown
        : shown + "; and " + (reasons.size() - REASONS_SHOWN) + " more, see reasons.txt";
  }

  void skipped(Attack attack) {
    skipped.add(attack.name());
  }

  boolean allHeld() {
    return rows.values().stream().allMatch(row -> row.broken.isEmpty() && row.rates().isEmpty());
  }

  String markdown(long seed) {
    StringBuilder text = new StringBuilder("Seed " + seed + ".\n\n");
    text.append("| attack | rounds | held | broken |\n|---|---|---|---|\n");
    StringBuilder details = new StringBuilder();
    rows.forEach(
        (name, row) -> {
          int broken = row.broken.size();
          text.append("| ").append(name).append(" | ").append(row.held + broken).append(" | ");
          text.append(row.held).append(" | ").append(broken).append(" |\n");
          row.broken.forEach(each -> details.append("- ").append(each).append('\n'));
          row.rates()
              .forEach(
                  each -> details.append("- ").append(name).append(' ').append(each).append('\n'));
        });
    skipped.forEach(
        name ->
            text.append("| ").append(name).append(" | SKIPPED: no JDK or agent for it | | |\n"));
    if (!details.isEmpty()) {
      text.append("\nBroken:\n\n").append(details);
    }
    return text.toString();
  }
}
