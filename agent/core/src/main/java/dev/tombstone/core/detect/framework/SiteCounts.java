package dev.tombstone.core.detect.framework;

import dev.tombstone.core.intake.Callers;
import dev.tombstone.model.snapshot.Code;
import org.jspecify.annotations.Nullable;

/** What is known of call sites from the sampled deletions. */
@FunctionalInterface
public interface SiteCounts {
  /**
   * Calls at one site since it was first seen.
   *
   * @param calls estimated number
   * @param recorded how many of them were recorded
   * @param hits how many of the recorded ones removed something
   * @param meanNanos mean time a call of the site took, nanoseconds; 0 if none was timed
   * @param ofTheLine whether they are of all calls of the line, since those asked for were not
   *     counted apart
   * @param code whose code the line is
   */
  record Counts(
      long calls, long recorded, long hits, double meanNanos, boolean ofTheLine, Code code) {
    /** Of calls of the application's with such an argument and from such callers. */
    public Counts(long calls, long recorded, long hits, double meanNanos) {
      this(calls, recorded, hits, meanNanos, false, Code.APPLICATION);
    }
  }

  /**
   * A call of a site.
   *
   * @param frame the one whose code uses the map, as {@code FrameText} has it
   * @param mapClass name of the map's class
   * @param operation code of the operation
   * @param argument name of the argument's class, empty where there is none
   * @param callers who called
   */
  record Call(String frame, String mapClass, int operation, String argument, Callers callers) {
    /** Any call of the same line. */
    public Call ofTheLine() {
      return new Call(frame, mapClass, operation, "", Callers.NONE);
    }
  }

  /**
   * The counts of the calls that are like this one; of all calls of the site if those were not
   * counted apart, null if it was not seen.
   */
  @Nullable Counts of(Call call);
}
