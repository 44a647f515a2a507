package dev.tombstone.instrumentation.check;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Each method decides by a value, and then removes whatever is there. */
@SuppressWarnings({"NullAway", "UnusedMethod", "UnusedVariable", "ReferenceEquality"})
final class WrongPools {
  static final class Value {
    final String id;
    volatile boolean closed;
    int uses;

    Value(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    boolean isOld() {
      return closed;
    }

    void close() {
      closed = true;
    }
  }

  private static final Map<String, Value> ALL = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Value> pool = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Integer> counts = new ConcurrentSkipListMap<>();

  void put(Value value) {
    pool.put(value.id, value);
    ALL.replace(value.id(), value);
    counts.merge(1L, 1, Integer::sum);
  }

  void get(String key) {
    Value value = pool.get(key);
    if (value != null && value.isOld()) {
      pool.remove(key);
    }
  }

  void nullOrOld(String key) {
    Value value = pool.get(key);
    if (value == null || value.closed) {
      pool.remove(key);
    }
  }

  void sameObject(String key, Value mine) {
    if (pool.get(key) == mine) {
      pool.remove(key);
    }
  }

  void nested(String key, boolean wanted) {
    Value value = pool.get(key);
    if (value.uses > 5) {
      if (wanted) {
        pool.remove(key);
      }
    }
  }

  void returnsEarly(String key) {
    Value value = pool.get(key);
    if (!value.isOld()) {
      return;
    }
    value.close();
    pool.remove(key);
  }

  void byAMethod(String key) {
    Value value = ALL.get(key);
    if (judge(value, 3)) {
      ALL.remove(key);
    }
  }

  private static boolean judge(Value value, int limit) {
    return value.uses > limit;
  }

  void count(long id) {
    int now = counts.get(id);
    if (now == 1) {
      counts.remove(id);
    } else {
      counts.put(id, now - 1);
    }
  }

  void entries() {
    for (Map.Entry<String, Value> each : pool.entrySet()) {
      if (each.getValue().isOld()) {
        pool.remove(each.getKey());
      }
    }
  }

  void keys() {
    for (String key : pool.keySet()) {
      Value value = pool.get(key);
      if (value != null && value.isOld()) {
        pool.remove(key);
      }
    }
  }

  void values() {
    for (Value value : pool.values()) {
      if (value.isOld()) {
        pool.remove(value.id);
      }
    }
  }

  void iterator() {
    Iterator<Map.Entry<String, Value>> all = ALL.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Value> each = all.next();
      String key = each.getKey();
      Value value = each.getValue();
      if (value.isOld()) {
        ALL.remove(key);
      }
    }
  }

  void forEach() {
    pool.forEach(
        (key, value) -> {
          if (value.isOld()) {
            pool.remove(key);
          }
        });
  }

  void forEachOfStatic(int limit) {
    ALL.forEach(
        (key, value) -> {
          if (value.uses > limit) {
            ALL.remove(key);
          }
        });
  }

  void forEachEntry() {
    pool.entrySet()
        .forEach(
            each -> {
              if (each.getValue().isOld()) {
                pool.remove(each.getKey());
              }
            });
  }

  void usedBeforeLookedAt(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      Value gone = pool.remove(key);
      if (gone != null) {
        gone.closed = true;
        if (gone != value) {
          throw new IllegalStateException();
        }
      }
    }
  }

  @Nullable Value returned(String key) {
    Value value = pool.get(key);
    return value.isOld() ? pool.remove(key) : null;
  }

  void closed(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      Value gone = pool.remove(key);
      if (gone != null) {
        gone.close();
      }
    }
  }

  void readUntilOld(String key) {
    Value value = pool.get(key);
    while (value != null && !value.isOld()) {
      value = pool.get(key);
    }
    pool.remove(key);
  }

  void lockedElsewhere(String key, Object lock) {
    Value value = pool.get(key);
    synchronized (lock) {
      value.uses++;
    }
    if (value.isOld()) {
      pool.remove(key);
    }
  }
}
