package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the hazard detectors found, as {@code /findings} answers it.
 *
 * @param findings proven ones first, then the most frequent
 */
public record FindingsSnapshot(List<Finding> findings) {
  /**
   * One hazard at one place.
   *
   * @param hazard id of the hazard
   * @param grade how sure
   * @param count how often it was seen since start
   * @param first when first
   * @param last when last
   * @param map runtime class of the map
   * @param summary one sentence
   * @param threads who took part, each with its stack at the moment
   * @param evidence the witness: facts by name
   * @param help path of the page that explains the hazard
   */
  public record Finding(
      String hazard,
      Grade grade,
      long count,
      Instant first,
      Instant last,
      String map,
      String summary,
      List<Participant> threads,
      Map<String, Object> evidence,
      String help) {}

  /**
   * A thread that took part.
   *
   * @param name its name
   * @param stack frames, innermost first, bounded
   */
  public record Participant(String name, List<String> stack) {}
}
