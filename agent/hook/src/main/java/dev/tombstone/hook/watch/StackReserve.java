package dev.tombstone.hook.watch;

import jdk.internal.vm.annotation.DontInline;

/**
 * Runs out of stack now rather than in the middle of what follows: goes as deep as that may go, and
 * comes back.
 */
public final class StackReserve {
  /**
   * Calls for a removal from an IdentityHashMap that tells of its moves; 50 bytes each at least.
   */
  static final int MOVES = 32;

  /** Calls for a walk of the thread's stack. */
  public static final int WALK = 160;

  private StackReserve() {}

  /**
   * Makes so many calls, one within the other.
   *
   * @throws StackOverflowError if there is no room for them
   */
  @DontInline
  public static int take(int calls) {
    return calls == 0 ? 0 : take(calls - 1) + 1;
  }
}
