package dev.tombstone.hook;

import org.jspecify.annotations.Nullable;

/**
 * Which version of the hook is in this JVM. The hook can be neither replaced nor unloaded, so a
 * later agent works with it only if it would have brought the same.
 */
public final class HookIdentity {
  private static @Nullable String identity;

  private HookIdentity() {}

  /** The identity that was given first; this one if it is the first. */
  public static synchronized String orElse(String own) {
    String present = identity;
    if (present == null) {
      identity = own;
      return own;
    }
    return present;
  }
}
