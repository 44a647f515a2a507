package dev.tombstone.core.detect.overlap;

import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.hook.watch.MutationObserver;
import org.jspecify.annotations.Nullable;

/** The way of woven code: by the hook, to whatever observes. */
public final class ByTheHook implements MutationObserver {
  @Override
  public long entered(
      Object map, @Nullable Object key, @Nullable Object value, int mutation, long serial) {
    return MutationHook.enter(map, key, value, mutation);
  }

  @Override
  public void exited(long token) {
    MutationHook.exit(token);
  }
}
