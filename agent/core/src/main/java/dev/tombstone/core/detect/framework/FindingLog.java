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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All findings of this run: sightings of one fact at one place are one finding. At most {@value
 * #MOST}; those past the bound are counted.
 *
 * <p>A sighting that does not know all lines, or not who did it, is one of the finding that has
 * what it knows and more; and the first to know more completes the finding that knew less. If two
 * findings have it, it is the one's that was seen last.
 */
final class FindingLog {
  static final int MOST = 256;

  /** What makes two sightings one finding: the fact, the map class, the places in the code. */
  private record Place(
      Hazard hazard, String mapClass, String what, String who, List<String> frames) {
    /** Whether a sighting that knows this much may be of what knows that. */
    boolean isIn(Place fuller) {
      return hazard.equals(fuller.hazard)
          && mapClass.equals(fuller.mapClass)
          && what.equals(fuller.what)
          && (who.isEmpty() || who.equals(fuller.who))
          && fuller.holds(frames);
    }

    private boolean holds(List<String> some) {
      List<String> left = new ArrayList<>(frames);
      for (String frame : some) {
        if (!left.remove(frame)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A finding, and how much of it is not known. */
  private record Kept(Finding finding, int unknown) {}

  private final Map<Place, Kept> findings = new LinkedHashMap<>();

  /** Whether or not there was room for a finding; 0 for what has not been seen. */
  private final Map<Hazard, Map<Grade, Long>> sightings = new LinkedHashMap<>();

  private final Consumer<String> lines;
  private long overflow;

  /**
   * A log of these hazards.
   *
   * @param lines takes a line of each finding when it is first seen, when its grade becomes firmer,
   *     and when its last line of code becomes known
   */
  FindingLog(List<Hazard> hazards, Consumer<String> lines) {
    this.lines = lines;
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
    Place place = placeOf(occurrence);
    Place known = findings.containsKey(place) ? place : alike(place, occurrence.fact().unknown());
    Kept before = known == null ? null : findings.get(known);
    if (before != null) {
      Kept after = again(before, occurrence, now);
      if (after.unknown() < before.unknown()) {
        findings.remove(known);
        findings.put(place, after);
      } else {
        findings.put(known, after);
      }
      boolean completed = after.unknown() == 0 && before.unknown() > 0;
      if (completed || isFirmer(after.finding().grade(), before.finding().grade())) {
        log(after.finding());
      }
    } else if (findings.size() < MOST) {
      Finding first = first(occurrence, now);
      findings.put(place, new Kept(first, occurrence.fact().unknown()));
      log(first);
    } else {
      overflow++;
    }
  }

  /** All findings, their times moved by as much as the wall clock has been set. */
  synchronized FindingsSnapshot snapshot(long setMillis) {
    List<Finding> all = new ArrayList<>();
    for (Kept kept : findings.values()) {
      all.add(shown(kept.finding(), setMillis));
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

  /**
   * The finding that a sighting at no known place is of, by its place; null if of none. One that
   * knows more comes before one that knows less, and then the one seen last.
   */
  private @Nullable Place alike(Place place, int unknown) {
    Place latest = null;
    if (unknown > 0) {
      for (Place other : findings.keySet()) {
        latest = place.isIn(other) ? later(latest, other) : latest;
      }
    }
    if (latest == null) {
      for (Map.Entry<Place, Kept> other : findings.entrySet()) {
        boolean completed = other.getValue().unknown() > unknown && other.getKey().isIn(place);
        latest = completed ? later(latest, other.getKey()) : latest;
      }
    }
    return latest;
  }

  private Place later(@Nullable Place one, Place other) {
    return one == null || lastOf(other).isAfter(lastOf(one)) ? other : one;
  }

  private Instant lastOf(Place place) {
    return Objects.requireNonNull(findings.get(place)).finding().last();
  }

  /**
   * Summary and evidence are the latest of the firmest sightings that know most, the stacks the
   * first of those.
   */
  private static Kept again(Kept before, Occurrence occurrence, Instant now) {
    Finding known = before.finding();
    int unknown = occurrence.fact().unknown();
    boolean firmer = isFirmer(occurrence.grade(), known.grade());
    boolean asFirm = firmer || occurrence.grade() == known.grade();
    boolean tells = firmer || (asFirm && unknown <= before.unknown());
    boolean shows = unknown < before.unknown() || (firmer && unknown == before.unknown());
    Finding after =
        new Finding(
            known.hazard(),
            firmer ? occurrence.grade() : known.grade(),
            known.count() + 1,
            known.first(),
            now,
            known.map(),
            tells ? occurrence.summary() : known.summary(),
            shows ? occurrence.threads() : known.threads(),
            tells ? occurrence.evidence() : known.evidence(),
            known.help());
    return new Kept(after, Math.min(unknown, before.unknown()));
  }

  private static boolean isFirmer(Grade grade, Grade than) {
    return grade.compareTo(than) < 0;
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

  private void log(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.hazard())
        .append(' ')
        .append(finding.grade())
        .append(": ")
        .append(finding.summary());
    for (Participant thread : finding.threads()) {
      String frame = applicationFrame(thread);
      text.append("; ")
          .append(thread.name())
          .append(" at ")
          .append(frame == null ? "unknown" : frame);
    }
    lines.accept(Printable.of(text.toString()));
  }

  private static Place placeOf(Occurrence occurrence) {
    List<String> frames = new ArrayList<>();
    for (Participant thread : occurrence.threads()) {
      String frame = applicationFrame(thread);
      if (frame != null) {
        frames.add(frame);
      }
    }
    frames.sort(Comparator.naturalOrder());
    Occurrence.Fact fact = occurrence.fact();
    return new Place(
        occurrence.hazard(), occurrence.mapClass(), fact.what(), fact.who(), List.copyOf(frames));
  }

  /** The innermost frame outside the JDK, or the innermost of all; null if none is known. */
  private static @Nullable String applicationFrame(Participant thread) {
    List<String> stack = thread.stack();
    return stack.stream()
        .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
        .findFirst()
        .orElse(stack.isEmpty() ? null : stack.get(0));
  }
}
