package dev.tombstone.core.detect.overlap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** As {@link MeetingTest}, with both stacks walked at the exits, in whatever order they come. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "they did not meet, or it was not noticed")
@Outcome(id = "1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "they met, and it is reported once")
@Outcome(expect = Expect.FORBIDDEN, desc = "one meeting is reported twice")
@State
public class LateStacksTest {
  private final AnnouncementTable table = new AnnouncementTable().withoutEarlyStacks();

  /** The first. */
  @Actor
  public void first() {
    table.insert("a", 1);
  }

  /** The second. */
  @Actor
  public void second() {
    table.insert("b", 1);
  }

  /** Counts the reports. */
  @Arbiter
  public void reports(I_Result result) {
    result.r1 = table.reports();
  }
}
