package dev.tombstone.hook.watch;

/**
 * Sees that some agent of this JVM begins or ends to retransform or redefine classes.
 *
 * <p>Called on that agent's thread, before its call and after it.
 */
public interface RetransformObserver {
  /** {@link RetransformHook#underWay} has changed. */
  void changed();
}
