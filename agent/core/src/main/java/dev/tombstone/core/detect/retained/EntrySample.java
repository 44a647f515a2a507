package dev.tombstone.core.detect.retained;

import dev.tombstone.hook.jdk.EntryVisitor;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a weak map, held weakly: {@value #MOST} at most. Left out are keys that are
 * classes or class loaders: whatever the value refers to, a class lives as long as its loader.
 */
final class EntrySample implements EntryVisitor {
  static final int MOST = 8;

  private final @Nullable WeakReference<?>[] keys;
  private final @Nullable WeakReference<?>[] values;
  private int taken;

  EntrySample() {
    keys = new @Nullable WeakReference<?>[MOST];
    values = new @Nullable WeakReference<?>[MOST];
  }

  @Override
  public boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object value) {
    if (key != null && value != null && !(key instanceof Class || key instanceof ClassLoader)) {
      keys[taken] = new WeakReference<>(key);
      values[taken] = new WeakReference<>(value);
      taken++;
    }
    return taken < MOST;
  }

  /** How many there are. */
  int taken() {
    return taken;
  }

  /** The key of this one; null once it was collected. */
  @Nullable Object key(int index) {
    WeakReference<?> key = keys[index];
    return key == null ? null : key.get();
  }

  /** Its value; null once it was collected. */
  @Nullable Object value(int index) {
    WeakReference<?> value = values[index];
    return value == null ? null : value.get();
  }
}
