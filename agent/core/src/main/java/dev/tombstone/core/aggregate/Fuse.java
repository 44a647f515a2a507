package dev.tombstone.core.aggregate;

/**
 * Switches the recording path off by steps when it keeps failing: after {@value #LIMIT} errors all
 * detail, after as many again the counting too. Whoever changes a setting afterwards starts it
 * over.
 */
final class Fuse {
  static final long LIMIT = 1_000;

  private final Switches switches;
  private long base;
  private int blown;

  /** What the fuse can switch off. */
  interface Switches {
    /** Counts only from now on. */
    void detailOff(String why);

    /** Does nothing at all from now on. */
    void countingOff(String why);
  }

  Fuse(Switches switches) {
    this.switches = switches;
  }

  /** Told of the errors of the recording path since start. */
  void check(long failures) {
    if (failures - base < LIMIT) {
      return;
    }
    base = failures;
    blown++;
    String why = "after " + failures + " errors of the agent's own in the recording path";
    if (blown == 1) {
      switches.detailOff("deletions are counted only, " + why);
    } else if (blown == 2) {
      switches.countingOff("deletions are not counted any more, " + why);
    }
  }

  /** Starts over. */
  void reset() {
    blown = 0;
  }
}
