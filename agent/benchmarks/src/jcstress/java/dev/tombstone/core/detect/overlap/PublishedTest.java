package dev.tombstone.core.detect.overlap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The second thread uses the map only if the first has said that it is done with it. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing is reported")
@Outcome(expect = Expect.FORBIDDEN, desc = "a map handed on is called shared")
@State
public class PublishedTest {
  private final AnnouncementTable table = new AnnouncementTable();
  private volatile boolean done;

  /** The first. */
  @Actor
  public void first() {
    table.insert("a", 1);
    done = true;
  }

  /** The second. */
  @Actor
  public void second() {
    if (done) {
      table.insert("b", 1);
    }
  }

  /** Counts the reports. */
  @Arbiter
  public void reports(I_Result result) {
    result.r1 = table.reports();
  }
}
