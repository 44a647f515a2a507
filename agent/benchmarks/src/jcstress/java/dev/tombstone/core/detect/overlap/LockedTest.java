package dev.tombstone.core.detect.overlap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads insert into one map, each under its monitor. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing is reported")
@Outcome(expect = Expect.FORBIDDEN, desc = "two operations in order are called concurrent")
@State
public class LockedTest {
  private final AnnouncementTable table = new AnnouncementTable();

  /** The first, twice. */
  @Actor
  public void first() {
    synchronized (table.map) {
      table.insert("a", 1);
    }
    synchronized (table.map) {
      table.insert("b", 2);
    }
  }

  /** The second. */
  @Actor
  public void second() {
    synchronized (table.map) {
      table.insert("c", 1);
    }
  }

  /** Counts the reports. */
  @Arbiter
  public void reports(I_Result result) {
    result.r1 = table.reports();
  }
}
