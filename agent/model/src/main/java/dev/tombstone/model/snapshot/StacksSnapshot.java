package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * Where deletions come from, stack by stack: what a flame graph is drawn of.
 *
 * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
 * @param start first instant covered
 * @param end last instant covered
 * @param deletions deletion attempts in the window, estimated from the sample
 * @param codes ids of the {@link Code}s that were asked for
 * @param stacks most deletions first
 */
public record StacksSnapshot(
    String window,
    Instant start,
    Instant end,
    long deletions,
    List<String> codes,
    List<Stack> stacks) {
  /** The only frame of the stack that stands for all that found the table full. */
  public static final String OTHER = "[other]";

  /** Outermost frame of a stack that is deeper than was walked. */
  public static final String DEEPER = "[deeper]";

  /**
   * One stack.
   *
   * @param frames outermost first; the last names map class and operation, {@code
   *     java.util.HashMap.remove}
   * @param count deletion attempts, estimated
   * @param missed those of them that found nothing
   */
  public record Stack(List<String> frames, long count, long missed) {}
}
