package dev.tombstone.instrumentation.check;

import dev.tombstone.instrumentation.check.WrongPools.Value;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Each method comes close, and is right, or not known to be wrong. */
@SuppressWarnings({"NullAway", "UnusedMethod", "UnusedVariable", "ReferenceEquality"})
final class RightPools {
  private final ConcurrentHashMap<String, Value> pool = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Value> other = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private ConcurrentHashMap<String, Value> swapped = new ConcurrentHashMap<>();
  private int removed;

  void put(Value value) {
    pool.put(value.id, value);
    other.put(value.id, value);
    swapped.put(value.id, value);
  }

  void notLookedAt(String key) {
    Value value = pool.get(key);
    if (value != null) {
      pool.remove(key);
    }
  }

  void usedOnly(String key) {
    Value value = pool.get(key);
    value.close();
    pool.remove(key);
  }

  void decidedByAnother(String key, boolean wanted) {
    Value value = pool.get(key);
    value.uses++;
    if (wanted) {
      pool.remove(key);
    }
  }

  void removedEitherWay(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      value.close();
    }
    pool.remove(key);
  }

  void withTheValue(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      pool.remove(key, value);
    }
  }

  void computed(String key) {
    pool.computeIfPresent(key, (present, value) -> value.isOld() ? null : value);
    pool.values().removeIf(Value::isOld);
    pool.entrySet().removeIf(each -> each.getValue().isOld());
  }

  void ofAnotherMap(String key) {
    Value value = other.get(key);
    if (value.isOld()) {
      pool.remove(key);
    }
  }

  void ofAnotherObject(String key, RightPools same) {
    Value value = same.pool.get(key);
    if (value.isOld()) {
      pool.remove(key);
    }
  }

  void ofAnotherKey(String key, String second) {
    Value value = pool.get(key);
    if (value.isOld()) {
      pool.remove(second);
    }
  }

  void inMonitor(String key) {
    synchronized (pool) {
      Value value = pool.get(key);
      if (value == null) {
        return;
      }
      if (value.isOld()) {
        pool.remove(key);
      }
    }
  }

  void inNestedMonitor(String key) {
    synchronized (pool) {
      Value value = pool.get(key);
      synchronized (value) {
        value.uses++;
      }
      if (value.isOld()) {
        pool.remove(key);
      }
    }
  }

  synchronized void synchronizedMethod(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      pool.remove(key);
    }
  }

  void locked(String key) {
    lock.lock();
    try {
      Value value = pool.get(key);
      if (value.isOld()) {
        pool.remove(key);
      }
    } finally {
      lock.unlock();
    }
  }

  void lookedAtAgain(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      Value gone = pool.remove(key);
      if (gone == value) {
        gone.close();
      } else if (gone != null) {
        pool.putIfAbsent(key, gone);
      }
    }
  }

  void judgedAgain(String key) {
    Value value = pool.get(key);
    if (value.isOld()) {
      Value gone = pool.remove(key);
      if (gone != null && gone.isOld()) {
        gone.close();
      }
    }
  }

  void beforeTheNext() {
    for (Map.Entry<String, Value> each : pool.entrySet()) {
      pool.remove(each.getKey());
      if (each.getValue().isOld()) {
        break;
      }
    }
  }

  void earlierEntry() {
    String last = "";
    for (Map.Entry<String, Value> each : pool.entrySet()) {
      if (each.getValue().isOld()) {
        pool.remove(last);
      }
      last = each.getKey();
    }
  }

  void keyOfTheEntry() {
    for (Map.Entry<String, Value> each : pool.entrySet()) {
      if (each.getKey().isEmpty()) {
        pool.remove(each.getKey());
      }
    }
  }

  void byAnIterator() {
    Iterator<Value> all = pool.values().iterator();
    while (all.hasNext()) {
      if (all.next().isOld()) {
        all.remove();
      }
    }
  }

  void byTheKeys(Set<String> keys) {
    for (String key : keys) {
      if (key.length() > 3) {
        pool.remove(key);
      }
    }
  }

  void otherMember() {
    for (Value value : pool.values()) {
      if (value.isOld()) {
        pool.remove(value.id());
      }
    }
  }

  void forEachOfAnother() {
    other.forEach(
        (key, value) -> {
          if (value.isOld()) {
            pool.remove(key);
          }
        });
  }

  void anotherMapMeanwhile(String key) {
    Value value = swapped.get(key);
    swapped = new ConcurrentHashMap<>();
    if (value.isOld()) {
      swapped.remove(key);
    }
  }

  void ofAParameter(Map<String, Value> map, String key) {
    if (map.get(key).isOld()) {
      map.remove(key);
    }
  }

  @Nullable Value result(String key) {
    Value gone = pool.remove(key);
    if (gone != null && gone.isOld()) {
      removed++;
    }
    return gone;
  }
}
