package dev.tombstone.agent.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Subclasses that override removal, delete from a map of their own on the way, and call {@code
 * super}: each entry still counts once, under the subclass.
 */
final class Subclasses {
  private Subclasses() {}

  /** Deletions of the subclasses' own, which must not disturb the counts of the subclass. */
  private static final Map<Object, Object> SIDE = new HashMap<>();

  private static void besides() {
    SIDE.put("side", "effect");
    SIDE.remove("side");
  }

  static final class Hash extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object remove(@Nullable Object key) {
      besides();
      return super.remove(key);
    }
  }

  static final class Tree extends TreeMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object remove(@Nullable Object key) {
      besides();
      return super.remove(key);
    }
  }

  static final class Concurrent extends ConcurrentHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object remove(Object key) {
      besides();
      return super.remove(key);
    }

    @Override
    public boolean remove(Object key, @Nullable Object value) {
      besides();
      return super.remove(key, value);
    }
  }

  static final class SkipList extends ConcurrentSkipListMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object remove(Object key) {
      besides();
      return super.remove(key);
    }
  }

  static final class Weak extends WeakHashMap<Object, Object> {
    @Override
    public @Nullable Object remove(@Nullable Object key) {
      besides();
      return super.remove(key);
    }
  }

  static final class Settings extends Properties {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized @Nullable Object remove(Object key) {
      besides();
      return super.remove(key);
    }
  }
}
