package dev.tombstone.core.detect.framework;

import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.AgentSnapshot.Sightings;
import dev.tombstone.model.snapshot.FindingsSnapshot;
import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import dev.tombstone.model.text.Printable;
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
  synchronized void add(Occurrence occurrence, Instant now) {
    Objects.requireNonNull(sightings.get(occurrence.hazard()))
        .merge(occurrence.grade(), 1L, Long::sum);
    Place place =
        new Place(
            occurrence.hazard(),
            occurrence.mapClass(),
            Objects.toString(occurrence.evidence().get("ending"), ""),
            occurrence.threads().stream().map(FindingLog::applicationFrame).sorted().toList());
    Finding known = findings.get(place);
    if (known != null) {
      findings.put(place, again(known, occurrence, now));
    } else if (findings.size() < MOST) {
      findings.put(place, first(occurrence, now));
      if (logged) {
        log(occurrence);
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

  private static Finding first(Occurrence occurrence, Instant now) {
    return new Finding(
        occurrence.hazard().id(),
        occurrence.grade(),
        1,
        now,
        now,
        occurrence.mapClass(),
        occurrence.summary(),
        occurrence.threads(),
        occurrence.evidence(),
        occurrence.hazard().help());
  }

  /** The first sighting's stacks and evidence stay, unless the grade has become firmer. */
  private static Finding again(Finding known, Occurrence occurrence, Instant now) {
    boolean firmer = occurrence.grade().compareTo(known.grade()) < 0;
    return new Finding(
        known.hazard(),
        firmer ? occurrence.grade() : known.grade(),
        known.count() + 1,
        known.first(),
        now,
        known.map(),
        firmer ? occurrence.summary() : known.summary(),
        firmer ? occurrence.threads() : known.threads(),
        firmer ? occurrence.evidence() : known.evidence(),
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

  private static void log(Occurrence occurrence) {
    StringBuilder text = new StringBuilder();
    text.append(occurrence.hazard().id())
        .append(' ')
        .append(occurrence.grade())
        .append(": ")
        .append(occurrence.summary());
    for (Participant thread : occurrence.threads()) {
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
