package dev.tombstone.core.detect.miss;

/** What a detector makes of a miss and the map. */
interface MissJudge {
  /** Looks at a miss; on the thread that missed. */
  void judge(MissAudit audit);

  /** Loads what {@link #judge} needs. */
  void warmUp(MissAudit audit);

  /** Begins another second. */
  default void everySecond() {}
}
