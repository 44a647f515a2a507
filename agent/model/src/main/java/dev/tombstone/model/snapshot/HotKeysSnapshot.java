package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * The hottest deleted keys of a window, as {@code /hotkeys} answers them.
 *
 * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
 * @param start first instant covered
 * @param end last instant covered
 * @param sampleRatio lowest sampling probability in force during the window
 * @param deletions deletion attempts in the window, estimated from the sample
 * @param distinctKeys distinct keys, estimated
 * @param maximumError largest half-width of a key's interval, as a share of {@code deletions}
 * @param codes ids of the {@link Code}s that were asked for
 * @param keys hottest first
 */
public record HotKeysSnapshot(
    String window,
    Instant start,
    Instant end,
    double sampleRatio,
    long deletions,
    long distinctKeys,
    double maximumError,
    List<String> codes,
    List<HotKey> keys) {
  /**
   * One hot key.
   *
   * @param rank from 1
   * @param key text by the rules of {@code keys.display}
   * @param keyClass binary name of the key's class
   * @param map runtime class of the map it was deleted from most
   * @param estimate deletion attempts in the window
   * @param lower the true count is at least this, at the confidence the documentation states
   * @param upper and at most this
   * @param share {@code estimate / deletions}
   * @param missRatio share of the attempts that found nothing, 0 to 1
   * @param code id of the {@link Code} whose work most of its deletions are that a stack was taken
   *     of, or {@link #UNKNOWN}
   */
  public record HotKey(
      int rank,
      String key,
      String keyClass,
      String map,
      long estimate,
      long lower,
      long upper,
      double share,
      double missRatio,
      String code) {
    /** Where no stack has told whose work a key's deletions are. */
    public static final String UNKNOWN = "unknown";
  }
}
