package dev.tombstone.core.aggregate;

import dev.tombstone.hook.RecordingControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How the agent looks after itself: what it takes of the processors, and what fails. */
final class SelfCare {
  private final Aggregation aggregation;
  private final ErrorLog errors;
  private final ProcessorTime processorTime = new ProcessorTime();
  private final Governor governor;
  private final Fuse fuse;
  private final DropWatch drops;
  private long failuresNoted;

  /**
   * For this aggregation.
   *
   * @param cpuLimit share of the machine's processor time
   * @param degrade told in a sentence what has been switched off for good
   */
  SelfCare(double cpuLimit, Aggregation aggregation, ErrorLog errors, Consumer<String> degrade) {
    this.aggregation = aggregation;
    this.errors = errors;
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
    fuse =
        new Fuse(
            new Fuse.Switches() {
              @Override
              public void detailOff(String why) {
                RecordingControl.stopSampling();
                degrade.accept(why);
              }

              @Override
              public void countingOff(String why) {
                RecordingControl.setCounting(false);
                degrade.accept(why);
              }
            });
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

  /** Takes in what failed in the recording path since the last time. */
  synchronized void noteFailures() {
    Throwable latest = aggregation.ring().takeFailure();
    long failures = aggregation.ring().failures() + RecordingControl.lostErrors();
    if (failures > failuresNoted) {
      Throwable error = latest == null ? new IllegalStateException("an error was lost") : latest;
      errors.add("recording", error, failures - failuresNoted);
      failuresNoted = failures;
      fuse.check(failures);
    }
  }

  /** Gives what was switched off after errors another chance. */
  synchronized void startOver() {
    fuse.reset();
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
