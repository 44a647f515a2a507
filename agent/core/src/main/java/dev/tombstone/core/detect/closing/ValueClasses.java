package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.ClosingClasses;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The classes of removed values. A table with a bound and without a lock: application threads look
 * for a class and add it, at eight places at the most; the agent finds out what it is, and takes
 * out classes that are unloaded. What finds no place is not looked at.
 */
final class ValueClasses {
  private static final int SLOTS = 2_048;
  private static final int WAYS = 8;

  private final AtomicReferenceArray<@Nullable ValueClass> slots =
      new AtomicReferenceArray<>(SLOTS);

  /** Whether there may be a class of which nothing is known. */
  private volatile boolean unknown;

  /** What is known of the class; null if there is no place for it. */
  @Nullable ValueClass of(Class<?> type) {
    int hash = mixed(System.identityHashCode(type));
    for (int i = 0; i < WAYS; i++) {
      int slot = hash + i & SLOTS - 1;
      ValueClass present = slots.get(slot);
      if (present == null) {
        ValueClass added = new ValueClass(type);
        if (slots.compareAndSet(slot, null, added)) {
          unknown = true;
          return added;
        }
        present = slots.get(slot);
      }
      if (present != null && present.type.refersTo(type)) {
        return present;
      }
    }
    return null;
  }

  /** The same, if it is there. */
  @Nullable ValueClass known(Class<?> type) {
    int hash = mixed(System.identityHashCode(type));
    for (int i = 0; i < WAYS; i++) {
      ValueClass present = slots.get(hash + i & SLOTS - 1);
      if (present != null && present.type.refersTo(type)) {
        return present;
      }
    }
    return null;
  }

  /** Finds out what the new ones are; an agent's thread. */
  void judge(ClosingClasses closing) {
    if (!unknown) {
      return;
    }
    unknown = false;
    for (int i = 0; i < SLOTS; i++) {
      ValueClass each = slots.get(i);
      Class<?> type = each == null || each.verdict() != null ? null : each.type.get();
      if (each != null && type != null) {
        judge(each, type, closing);
      }
    }
  }

  private static void judge(ValueClass each, Class<?> type, ClosingClasses closing) {
    boolean told = false;
    try {
      each.set(closing.tell(type));
      told = true;
    } finally {
      if (!told) {
        each.set(ClosingClasses.Told.NOT_TO_BE_SEEN);
      }
    }
  }

  /** Begins another second. */
  void everySecond() {
    for (int i = 0; i < SLOTS; i++) {
      ValueClass each = slots.get(i);
      if (each != null && each.tells()) {
        each.made.everySecond();
      }
    }
  }

  /** Lets go of classes that were unloaded. */
  void sweep() {
    for (int i = 0; i < SLOTS; i++) {
      ValueClass each = slots.get(i);
      if (each != null && each.type.refersTo(null)) {
        slots.compareAndSet(i, each, null);
      }
    }
  }

  /** Knows none from now on. */
  void clear() {
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, null);
    }
  }

  static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }
}
