package dev.tombstone.core.aggregate;

import dev.tombstone.core.limits.DropWatch;
import dev.tombstone.core.limits.Fuses;
import dev.tombstone.core.limits.Governor;
import dev.tombstone.core.limits.ProcessorTime;
import java.util.ArrayList;
import java.util.List;

/** How the agent looks after itself: what it takes of the processors, and what fails. */
final class SelfCare {
  private final ProcessorTime processorTime = new ProcessorTime();
  private final Governor governor;
  private final Fuses fuses;
  private final DropWatch drops;

  /**
   * For this aggregation.
   *
   * @param cpuLimit share of the machine's processor time
   * @param fuses what switches off parts of the hook that fail
   */
  SelfCare(double cpuLimit, Aggregation aggregation, Fuses fuses) {
    this.fuses = fuses;
    governor =
        new Governor(
            cpuLimit,
            Runtime.getRuntime().availableProcessors(),
            new Governor.Costs() {
              @Override
              public double threadSeconds() {
                return processorTime.seconds();
              }

              @Override
              public double stackSeconds() {
                return aggregation.ring().stackNanos() / 1e9;
              }

              @Override
              public double recordingSeconds() {
                return aggregation.ring().recordingNanos() / 1e9;
              }
            },
            aggregation::throttle,
            System.nanoTime());
    drops = new DropWatch(() -> aggregation.ring().dropped());
  }

  /** To be called often. */
  void tick() {
    noteFailures();
    long before = System.nanoTime();
    drops.tick(before);
    if (governor.tick(before)) {
      governor.lookTook(System.nanoTime() - before);
    }
  }

  /** Takes in what failed in the hook since the last time. */
  void noteFailures() {
    fuses.check();
  }

  /** Gives what was switched off after errors another chance. */
  void startOver() {
    fuses.reset();
  }

  /** What is turned down and why, and what was lost of late: a sentence each. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    governor.complaint().ifPresent(complaints::add);
    drops.complaint(System.nanoTime()).ifPresent(complaints::add);
    return complaints;
  }

  /** Processor time of the agent's threads, not older than a second. */
  double processorSeconds() {
    return processorTime.recentSeconds(System.nanoTime());
  }

  /** To be called at the end of a thread of the agent: what it took is counted with the rest. */
  void noteProcessorTime() {
    processorTime.seconds();
  }
}
