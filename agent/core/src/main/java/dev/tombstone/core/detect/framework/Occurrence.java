package dev.tombstone.core.detect.framework;

import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
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
 */
public record Occurrence(
    Hazard hazard,
    Grade grade,
    String mapClass,
    String summary,
    List<Participant> threads,
    Map<String, Object> evidence) {
  /** What application threads hand over: described later, on the drain thread. */
  public interface Raw {
    /** The description, or null if it is not to be reported; called once. */
    @Nullable Occurrence describe();
  }
}
