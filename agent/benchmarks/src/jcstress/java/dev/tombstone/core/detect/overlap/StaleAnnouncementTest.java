package dev.tombstone.core.detect.overlap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The first thread leaves an announcement behind, as after the end of its stack, and then hands the
 * map on.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing is reported")
@Outcome(expect = Expect.FORBIDDEN, desc = "an announcement without its operation is taken for one")
@State
public class StaleAnnouncementTest {
  private final AnnouncementTable table = new AnnouncementTable();
  private volatile boolean done;

  /** The first: two operations, of which one has no exit. */
  @Actor
  public void first() {
    table.insertAndStay("a", 1);
    table.insert("b", 2);
    done = true;
  }

  /** The second. */
  @Actor
  public void second() {
    if (done) {
      table.insert("c", 1);
    }
  }

  /** Counts the reports. */
  @Arbiter
  public void reports(I_Result result) {
    result.r1 = table.reports();
  }
}
