package dev.tombstone.hook.jdk;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The maps inside {@code Properties}, which keeps its entries in a ConcurrentHashMap of its own and
 * hands out that map's views: a deletion through a view must still count as the Properties'.
 *
 * <p>A map is entered when a view of its Properties is first taken, and held weakly on both sides.
 * Open addressing over identity hashes, copied on change; reads are wait-free, entering is
 * lock-free. While no view was ever taken a look-up is one read.
 */
public final class PropertiesMaps {
  private static final class Slot extends WeakReference<Object> {
    final int hash;
    final WeakReference<Object> properties;

    Slot(Object inner, int hash, Object properties) {
      super(inner);
      this.hash = hash;
      this.properties = new WeakReference<>(properties);
    }
  }

  private static final AtomicReference<@Nullable Slot[]> SLOTS =
      new AtomicReference<>(new @Nullable Slot[0]);

  // Links itself at its first use.
  static {
    SLOTS.compareAndSet(SLOTS.get(), SLOTS.get());
  }

  private PropertiesMaps() {}

  /**
   * A view of {@code properties}, whose entries are in {@code inner}, is about to be handed out.
   */
  public static void viewTaken(Object inner, Object properties) {
    try {
      if (wrapperOf(inner) == null) {
        enter(inner, properties);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
    }
  }

  /** The Properties around this map, or null. */
  public static @Nullable Object wrapperOf(Object inner) {
    @Nullable Slot[] seen = Objects.requireNonNull(SLOTS.get());
    if (seen.length == 0 || inner.getClass() != ConcurrentHashMap.class) {
      return null;
    }
    int hash = System.identityHashCode(inner);
    int mask = seen.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Slot slot = seen[i];
      if (slot == null) {
        return null;
      }
      if (slot.hash == hash && slot.refersTo(inner)) {
        return slot.properties.get();
      }
    }
  }

  private static void enter(Object inner, Object properties) {
    Slot added = new Slot(inner, System.identityHashCode(inner), properties);
    while (true) {
      @Nullable Slot[] seen = Objects.requireNonNull(SLOTS.get());
      int live = 1;
      for (Slot slot : seen) {
        if (slot != null && !slot.refersTo(null)) {
          live++;
        }
      }
      int length = 16;
      while (length < live * 2) {
        length *= 2;
      }
      @Nullable Slot[] copy = new @Nullable Slot[length];
      for (Slot slot : seen) {
        if (slot != null && !slot.refersTo(null)) {
          place(copy, slot);
        }
      }
      place(copy, added);
      if (SLOTS.compareAndSet(seen, copy)) {
        return;
      }
    }
  }

  private static void place(@Nullable Slot[] table, Slot slot) {
    int mask = table.length - 1;
    int i = slot.hash & mask;
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    table[i] = slot;
  }
}
