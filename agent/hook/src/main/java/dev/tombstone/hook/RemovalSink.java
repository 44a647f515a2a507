package dev.tombstone.hook;

import org.jspecify.annotations.Nullable;

/**
 * Where sampled deletions, and errors of the hook, go: an interface that crosses from the boot
 * loader to the agent, as the observers of {@code hook.watch} do.
 *
 * <p>Called on application threads, perhaps under the application's locks and inside class loading:
 * an implementation must allocate nothing in the steady state, must not block, must not run user
 * code ({@code hashCode}, {@code equals}, {@code toString} of the key) and must not change a {@code
 * java.util} map.
 */
public interface RemovalSink {
  /**
   * Value of {@code keyHash} when the map had computed no hash. Hashes are 32 bits, zero-extended.
   */
  long NO_HASH = -1L;

  /**
   * Value of {@code durationNanos} where only the moment of the removal is known, not its start.
   */
  long NOT_TIMED = -1L;

  /** Passed as {@code key} where the deletion has no single key; {@code null} is a legal key. */
  Object NO_KEY = new Object();

  /**
   * One sampled deletion attempt.
   *
   * @param counters the counters of the map's class
   * @param operation {@link OperationCode code} of the operation
   * @param key the key, {@code null} if the key is null, or {@link #NO_KEY}
   * @param keyHash the hash the map computed for the key, or {@link #NO_HASH}
   * @param entries entries that left the map; 0 is a keyed removal that missed
   * @param durationNanos time spent in the removal, nanoseconds, or {@link #NOT_TIMED}
   * @param ratioShift the sampling probability was 2<sup>-ratioShift</sup>
   */
  void sampled(
      MapCounters counters,
      int operation,
      @Nullable Object key,
      long keyHash,
      long entries,
      long durationNanos,
      int ratioShift);

  /*
   * The removals that an implementation's own JDK calls make are sampled too: where it runs such calls (a
   * stack walk, say) it must keep itself from recursing.
   */

  /**
   * An error inside the agent's part of the recording path, already kept from the application;
   * never one for want of stack or memory.
   *
   * @param part where: a {@link Part}
   */
  void failed(int part, Throwable error);
}
