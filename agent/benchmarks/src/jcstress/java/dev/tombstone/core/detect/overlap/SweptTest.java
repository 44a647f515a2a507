package dev.tombstone.core.detect.overlap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads insert into one map, one at a time, while the table is swept. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing is reported")
@Outcome(expect = Expect.FORBIDDEN, desc = "the sweep makes two operations in order concurrent")
@State
public class SweptTest {
  private final AnnouncementTable table = new AnnouncementTable();

  /** The first. */
  @Actor
  public void first() {
    synchronized (table.map) {
      table.insert("a", 1);
    }
  }

  /** The second, and the agent's sweeps around it: a third actor needs a third core. */
  @Actor
  public void second() {
    table.sweep();
    synchronized (table.map) {
      table.insert("b", 1);
    }
    table.sweep();
  }

  /** Counts the reports. */
  @Arbiter
  public void reports(I_Result result) {
    result.r1 = table.reports();
  }
}
