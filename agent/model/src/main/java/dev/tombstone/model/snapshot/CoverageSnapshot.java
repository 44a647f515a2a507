package dev.tombstone.model.snapshot;

import java.util.List;

/**
 * Every map class known, as {@code /coverage} answers it.
 *
 * @param maps one element per class, by name
 */
public record CoverageSnapshot(List<MapCoverage> maps) {
  /**
   * What is known of one map class.
   *
   * @param map binary name of the class
   * @param status {@code instrumented}, {@code partial}, {@code lost}, {@code skipped} or {@code
   *     not-loaded}
   * @param family the instrumented JDK class whose bodies it runs, or empty
   * @param reason why it is not fully instrumented, or empty
   */
  public record MapCoverage(String map, String status, String family, String reason) {}
}
