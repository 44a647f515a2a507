package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** One deletion through a view, written into the model as what it is for the map behind it. */
final class ViewOperation {
  private static final int KEYS = 24;
  private static final List<String> POLLS =
      List.of(
          "pollFirstEntry", "pollLastEntry", "pollFirst", "pollLast", "removeFirst", "removeLast");

  private final Random random;
  private final Ledger ledger;

  ViewOperation(Random random, Ledger ledger) {
    this.random = random;
    this.ledger = ledger;
  }

  /** On a map that is a view of {@code map}. */
  void on(Map<?, ?> map, Map<?, ?> view) {
    Class<?> type = map.getClass();
    int before = map.size();
    Object key = random.nextInt(KEYS);
    switch (random.nextInt(6)) {
      case 0 -> {
        view.remove(key);
        ledger.keyed(type, Op.REMOVE, map.size() < before);
      }
      case 1 -> {
        view.remove(key, random.nextInt(4) == 0 ? "other" : key);
        ledger.keyed(type, Op.REMOVE_VALUE, map.size() < before);
      }
      case 2 -> {
        compute(view, key);
        ledger.removed(type, Op.COMPUTE, before - map.size());
      }
      case 3 -> poll(map, view, before);
      case 4 -> {
        view.values().removeIf(value -> random.nextInt(8) == 0);
        ledger.removed(type, Op.REMOVE_IF, before - map.size());
      }
      default -> clear(map, view, before);
    }
  }

  /** On a view of keys, values or entries; what it holds is seen by its elements. */
  void on(Map<?, ?> map, Collection<?> view, String path) {
    Class<?> type = map.getClass();
    int before = map.size();
    Object key = random.nextInt(KEYS);
    boolean entries = path.contains("ntrySet");
    boolean values = path.contains("alues");
    switch (random.nextInt(6)) {
      case 0 -> {
        view.remove(entries ? Map.entry(key, key) : key);
        if (!values) {
          ledger.keyed(type, entries ? Op.REMOVE_VALUE : Op.REMOVE, map.size() < before);
        } else {
          ledger.removed(type, Op.REMOVE, before - map.size());
        }
      }
      case 1 -> {
        removeOne(view.iterator());
        ledger.removed(type, Op.ITERATOR, before - map.size());
      }
      case 2 -> poll(map, view, before);
      case 3 -> {
        view.removeIf(each -> random.nextInt(8) == 0);
        ledger.removed(type, Op.REMOVE_IF, before - map.size());
      }
      case 4 -> {
        view.removeAll(entries ? Set.of(Map.entry(key, key)) : Set.of(key));
        ledger.removed(type, Op.REMOVE_IF, before - map.size());
      }
      default -> clear(map, view, before);
    }
  }

  private void poll(Map<?, ?> map, Object view, int before) {
    String name = POLLS.get(random.nextInt(POLLS.size()));
    Method method = publicMethod(view.getClass(), name);
    if (method == null) {
      return;
    }
    try {
      method.invoke(view);
    } catch (InvocationTargetException e) {
      if (before > map.size()) {
        throw new IllegalStateException(e);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    ledger.removed(map.getClass(), Op.POLL, before - map.size());
  }

  /** As one of the interfaces declares it: the class may not be public. */
  private static Method publicMethod(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        try {
          return face.getMethod(name);
        } catch (NoSuchMethodException e) {
          // Another one has it, or none.
        }
      }
    }
    return null;
  }

  private void clear(Map<?, ?> map, Object view, int before) {
    if (random.nextInt(4) > 0) {
      return;
    }
    if (view instanceof Map<?, ?> asMap) {
      asMap.clear();
    } else {
      ((Collection<?>) view).clear();
    }
    ledger.removed(map.getClass(), Op.CLEAR, before - map.size());
  }

  @SuppressWarnings("unchecked")
  private static void compute(Map<?, ?> view, Object key) {
    ((Map<Object, Object>) view)
        .computeIfPresent(key, (k, value) -> Objects.equals(k, value) ? null : value);
  }

  private static void removeOne(Iterator<?> iterator) {
    if (iterator.hasNext()) {
      iterator.next();
      iterator.remove();
    }
  }
}
