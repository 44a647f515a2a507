package dev.tombstone.core.detect.framework;

import dev.tombstone.core.config.Printable;
import dev.tombstone.core.snapshot.AgentSnapshot.Sightings;
import dev.tombstone.core.snapshot.FindingsSnapshot;
import dev.tombstone.core.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.core.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.core.snapshot.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * All findings of this run: sightings of one hazard at one place are one finding. At most {@value
 * #MOST}; those past the bound are counted.
 */
final class FindingLog {
  static final int MOST = 256;

  /**
   * What makes two sightings one finding: the hazard, the map class, how it ended, the places in
   * the code.
   */
  private record Place(Hazard hazard, String mapClass, String ending, List<String> frames) {}

  private final Map<Place, Finding> findings = new LinkedHashMap<>();

  /** Whether or not there was room for a finding; 0 for what has not been seen. */
  private final Map<Hazard, Map<Grade, Long>> sightings = new LinkedHashMap<>();

  private final boolean logged;
  private long overflow;

  /**
   * A log of these hazards.
   *
   * @param logged whether each finding is written to the log when it is first seen
   */
  FindingLog(List<Hazard> hazards, boolean logged) {
    this.logged = logged;
    for (Hazard hazard : hazards) {
      Map<Grade, Long> byGrade = new EnumMap<>(Grade.class);
      for (Grade grade : hazard.grades()) {
        byGrade.put(grade, 0L);
      }
      sightings.put(hazard, byGrade);
    }
  }

  /** Takes it in; {@code now} is steady time. */
  synchronized void add(Sighting sighting, Instant now) {
    Objects.requireNonNull(sightings.get(sighting.hazard())).merge(sighting.grade(), 1L, Long::sum);
    Place place =
        new Place(
            sighting.hazard(),
            sighting.mapClass(),
            Objects.toString(sighting.evidence().get("ending"), ""),
            sighting.threads().stream().map(FindingLog::applicationFrame).sorted().toList());
    Finding known = findings.get(place);
    if (known != null) {
      findings.put(place, again(known, sighting, now));
    } else if (findings.size() < MOST) {
      findings.put(place, first(sighting, now));
      if (logged) {
        log(sighting);
      }
    } else {
      overflow++;
    }
  }

  /** All findings, their times moved by as much as the wall clock has been set. */
  synchronized FindingsSnapshot snapshot(long setMillis) {
    List<Finding> all = new ArrayList<>();
    for (Finding finding : findings.values()) {
      all.add(shown(finding, setMillis));
    }
    all.sort(
        Comparator.comparing(Finding::grade)
            .thenComparing(Comparator.comparingLong(Finding::count).reversed()));
    return new FindingsSnapshot(List.copyOf(all));
  }

  /** Sightings since start by hazard and grade, 0 where there was none. */
  synchronized List<Sightings> sightings() {
    List<Sightings> all = new ArrayList<>();
    sightings.forEach(
        (hazard, byGrade) ->
            byGrade.forEach((grade, count) -> all.add(new Sightings(hazard.id(), grade, count))));
    return List.copyOf(all);
  }

  /** Findings not kept for want of room, since start. */
  synchronized long overflow() {
    return overflow;
  }

  private static Finding first(Sighting sighting, Instant now) {
    return new Finding(
        sighting.hazard().id(),
        sighting.grade(),
        1,
        now,
        now,
        sighting.mapClass(),
        sighting.summary(),
        sighting.threads(),
        sighting.evidence(),
        sighting.hazard().help());
  }

  /** The first sighting's stacks and evidence stay, unless the grade has become firmer. */
  private static Finding again(Finding known, Sighting sighting, Instant now) {
    boolean firmer = sighting.grade().compareTo(known.grade()) < 0;
    return new Finding(
        known.hazard(),
        firmer ? sighting.grade() : known.grade(),
        known.count() + 1,
        known.first(),
        now,
        known.map(),
        firmer ? sighting.summary() : known.summary(),
        firmer ? sighting.threads() : known.threads(),
        firmer ? sighting.evidence() : known.evidence(),
        known.help());
  }

  private static Finding shown(Finding kept, long setMillis) {
    return new Finding(
        kept.hazard(),
        kept.grade(),
        kept.count(),
        kept.first().plusMillis(setMillis),
        kept.last().plusMillis(setMillis),
        kept.map(),
        kept.summary(),
        kept.threads(),
        kept.evidence(),
        kept.help());
  }

  private static void log(Sighting sighting) {
    StringBuilder text = new StringBuilder();
    text.append(sighting.hazard().id())
        .append(' ')
        .append(sighting.grade())
        .append(": ")
        .append(sighting.summary());
    for (Participant thread : sighting.threads()) {
      text.append("; ").append(thread.name()).append(" at ").append(applicationFrame(thread));
    }
    LoggerFactory.getLogger("tombstone").warn("{}", Printable.of(text.toString()));
  }

  /** The innermost frame outside the JDK, or the innermost of all. */
  private static String applicationFrame(Participant thread) {
    List<String> stack = thread.stack();
    return stack.stream()
        .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
        .findFirst()
        .orElse(stack.isEmpty() ? "unknown" : stack.get(0));
  }
}
