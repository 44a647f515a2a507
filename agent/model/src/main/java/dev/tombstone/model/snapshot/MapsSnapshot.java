package dev.tombstone.model.snapshot;

import java.util.List;
import java.util.Map;

/**
 * Exact counts by map class and operation, as {@code /maps} answers them.
 *
 * @param maps one element per map class, most removals first
 */
public record MapsSnapshot(List<MapCounts> maps) {
  /**
   * The counts of one map class.
   *
   * @param map runtime class of the map
   * @param removed entries that left, all operations
   * @param missed keyed removals that found nothing, all operations
   * @param failed removals that removed nothing and ended in an exception, all operations
   * @param ops by the operation's id; only operations seen
   */
  public record MapCounts(
      String map, long removed, long missed, long failed, Map<String, OperationCounts> ops) {}

  /**
   * The counts of one operation.
   *
   * @param removed entries that left
   * @param missed keyed removals that found nothing
   * @param failed removals that removed nothing and ended in an exception
   */
  public record OperationCounts(long removed, long missed, long failed) {}
}
