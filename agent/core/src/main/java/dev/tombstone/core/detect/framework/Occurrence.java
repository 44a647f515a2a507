package dev.tombstone.core.detect.framework;

import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hazard seen once, described.
 *
 * @param hazard which
 * @param grade how sure
 * @param mapClass runtime class of the map
 * @param summary one sentence
 * @param threads who took part
 * @param evidence facts by name, values of JSON types
 * @param fact what else tells it from others at the same lines
 */
public record Occurrence(
    Hazard hazard,
    Grade grade,
    String mapClass,
    String summary,
    List<Participant> threads,
    Map<String, Object> evidence,
    Fact fact) {
  /** One of which nothing else is to be said. */
  public Occurrence(
      Hazard hazard,
      Grade grade,
      String mapClass,
      String summary,
      List<Participant> threads,
      Map<String, Object> evidence) {
    this(hazard, grade, mapClass, summary, threads, evidence, Fact.of(threads));
  }

  /** The same with this evidence. */
  Occurrence with(Map<String, Object> newEvidence) {
    return new Occurrence(hazard, grade, mapClass, summary, threads, newEvidence, fact);
  }

  /**
   * What is the case. Sightings of different facts are different findings; one that knows less may
   * be of the same as one that knows more.
   *
   * @param what what happened; empty if the hazard says it all
   * @param who who did it; empty if that does not matter, or is not known
   * @param unknown how much is not known: 0 if all lines are there, more for less
   */
  public record Fact(String what, String who, int unknown) {
    private static Fact of(List<Participant> threads) {
      int unknown = 0;
      for (Participant thread : threads) {
        unknown += thread.stack().isEmpty() ? 1 : 0;
      }
      return new Fact("", "", unknown);
    }
  }

  /** What application threads hand over: described later, on the drain thread. */
  public interface Raw {
    /** The description, or null if it is not to be reported; called once. */
    @Nullable Occurrence describe();

    /** Stacks of uses of the map, each from the map outwards, to find by which field it is held. */
    default List<StackFrame[]> mapUses() {
      return List.of();
    }
  }
}
