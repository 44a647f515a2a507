package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The call sites that delete most, as {@code /sites} answers them.
 *
 * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
 * @param start first instant covered
 * @param end last instant covered
 * @param sampleRatio lowest probability with which a deletion's stack was taken in the window
 * @param deletions deletion attempts in the window, estimated from the sample
 * @param codes ids of the {@link Code}s that were asked for
 * @param byCode attempts at all known sites by the id of their {@link Code}, whichever are listed
 * @param trendIntervalSeconds length of one interval of a site's trend
 * @param sites most deletions first
 */
public record SitesSnapshot(
    String window,
    Instant start,
    Instant end,
    double sampleRatio,
    long deletions,
    List<String> codes,
    Map<String, Long> byCode,
    int trendIntervalSeconds,
    List<Site> sites) {
  /**
   * One call site: the frame whose code uses the map, for one map class and operation.
   *
   * @param rank from 1
   * @param site the frame, {@code com.acme.Cart.drop(Cart.java:42)}
   * @param code id of the {@link Code}: whose work it is
   * @param map runtime class of the map
   * @param op id of the operation
   * @param estimate deletion attempts, estimated
   * @param share {@code estimate / deletions}
   * @param missRatio share of the attempts that found nothing, 0 to 1
   * @param latency of the sampled attempts
   * @param stack the stack that most of its deletions came from: frames from the site outwards,
   *     innermost first, bounded
   * @param trend estimated attempts in each of the last intervals, whatever the window; oldest
   *     first, the last is under way
   */
  public record Site(
      int rank,
      String site,
      String code,
      String map,
      String op,
      long estimate,
      double share,
      double missRatio,
      Latency latency,
      List<String> stack,
      List<Long> trend) {}
}
