package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent's thread sees what the hook makes of its deletions, which are not counted: that
 * the woven bodies still call it, and how a deletion would be counted.
 *
 * <p>One thread at a time looks, and sees its own deletions only. Written by that thread alone;
 * other threads of the agent read {@link #prober} racily and find that it is not theirs.
 */
public final class HookProbe {
  /** In the place of an operation's code: no deletion has come to the hook. */
  public static final int NONE = -1;

  private static @Nullable Thread prober;
  private static @Nullable Object map;
  private static Class<?> keyClass = Object.class;
  private static int operation = NONE;

  private HookProbe() {}

  /**
   * Looks from now on; false, and does not, if nothing is counted or this is no agent's thread.
   *
   * @param keys class of the keys that the prober deletes: what another agent's transformer deletes
   *     meanwhile, as a class loads on this thread, is none of these
   */
  public static boolean begin(Class<?> keys) {
    if (!counting() || !AgentThreads.isCurrent()) {
      return false;
    }
    map = null;
    operation = NONE;
    keyClass = keys;
    prober = Thread.currentThread();
    return true;
  }

  /** Looks no more. */
  public static void end() {
    prober = null;
    map = null;
  }

  /** Whether deletions are counted: otherwise none comes to the hook. */
  public static boolean counting() {
    return Gate.word != Gate.OFF;
  }

  /** The map that the first deletion since {@link #begin} would be counted for, or null. */
  public static @Nullable Object map() {
    return map;
  }

  /** The code of the operation that it would be counted as, or {@link #NONE}. */
  public static int operation() {
    return operation;
  }

  /** A deletion by a thread of the agent has come to the hook. */
  static void reached(Object from, int own, @Nullable Object key) {
    if (prober != Thread.currentThread()
        || operation != NONE
        || own == OperationCode.EXPUNGE
        || !(key == null || key instanceof Map.Entry || keyClass.isInstance(key))) {
      return;
    }
    ScopeStack scopes = ScopeStack.withoutCell();
    map = scopes == null ? from : scopes.countedAs(from);
    operation = scopes == null ? own : scopes.operationFor(from, own, key);
  }
}
