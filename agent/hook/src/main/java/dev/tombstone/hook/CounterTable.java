package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapLayouts;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * From a map's class to its counters.
 *
 * <p>Open addressing over the class's identity hash, copied on growth; a class is held weakly, so
 * that the application can unload it, its counters strongly, so that no count is ever lost. Two
 * classes of one name (two class loaders) share their counters. Readers are wait-free; adding a
 * class is lock-free and happens once per class. Past {@value #MAX_CLASSES} names everything new
 * counts as {@value #OTHER}.
 */
public final class CounterTable {
  /** Names told apart; further classes share one set of counters. */
  public static final int MAX_CLASSES = 1_000;

  /** The name of the shared counters. */
  public static final String OTHER = "other";

  /** A class and its counters. */
  static final class Slot extends WeakReference<Class<?>> {
    final int hash;
    final MapCounters counters;

    Slot(Class<?> type, int hash, MapCounters counters) {
      super(type);
      this.hash = hash;
      this.counters = counters;
    }
  }

  /** One immutable state: the hash table and the counters in order of first appearance. */
  private static final class State {
    final @Nullable Slot[] slots;
    final MapCounters[] counters;

    State(@Nullable Slot[] slots, MapCounters[] counters) {
      this.slots = slots;
      this.counters = counters;
    }
  }

  /** Works by a VarHandle, which links itself at its first use: as the commonest are entered. */
  private static final AtomicReference<State> STATE =
      new AtomicReference<>(new State(new @Nullable Slot[256], new MapCounters[0]));

  /** So many have a constant of their own. */
  private static final int MOST_COMMON = 9;

  private CounterTable() {}

  /** The commonest classes, which are the first to be entered: their rows are constants. */
  private static final Class<?>[] COMMON = enterCommon();

  private static final Class<?> FIRST = COMMON[0];
  private static final Class<?> SECOND = COMMON[1];
  private static final Class<?> THIRD = COMMON[2];
  private static final Class<?> FOURTH = COMMON[3];
  private static final Class<?> FIFTH = COMMON[4];
  private static final Class<?> SIXTH = COMMON[5];
  private static final Class<?> SEVENTH = COMMON[6];
  private static final Class<?> EIGHTH = COMMON[7];
  private static final Class<?> NINTH = COMMON[8];

  private static Class<?>[] enterCommon() {
    Class<?>[] all = MapLayouts.common();
    Class<?>[] common = new Class<?>[MOST_COMMON];
    for (int i = 0; i < MOST_COMMON; i++) {
      // Of void there is no map.
      common[i] = i < all.length ? all[i] : void.class;
      if (i < all.length && of(all[i]).index() != i) {
        throw new IllegalStateException("not the first to be entered: " + i);
      }
    }
    return common;
  }

  /**
   * The row in which this cell counts this class: at once for the commonest, and for the one its
   * owner asked for last of the others; null if it has none yet. The owner only.
   */
  static long @Nullable [] rowOf(Class<?> type, ThreadCell mine) {
    if (type == FIRST) {
      return mine.rows.own[0];
    }
    if (type == SECOND) {
      return mine.rows.own[1];
    }
    if (type == THIRD) {
      return mine.rows.own[2];
    }
    if (type == FOURTH) {
      return mine.rows.own[3];
    }
    if (type == FIFTH) {
      return mine.rows.own[4];
    }
    if (type == SIXTH) {
      return mine.rows.own[5];
    }
    if (type == SEVENTH) {
      return mine.rows.own[6];
    }
    if (type == EIGHTH) {
      return mine.rows.own[7];
    }
    if (type == NINTH) {
      return mine.rows.own[8];
    }
    Slot last = mine.lastClass;
    return last != null && last.refersTo(type) ? mine.lastRow : rowOfOther(type, mine);
  }

  @DontInline
  private static long @Nullable [] rowOfOther(Class<?> type, ThreadCell mine) {
    Slot slot = slotOf(type);
    long[] row = mine.rows.at(slot.counters.index(), ScopeStack.UNCHANGED);
    if (row != null) {
      // Whoever stops the thread in between leaves no class with another's row.
      mine.lastClass = null;
      mine.lastRow = row;
      mine.lastClass = slot;
    }
    return row;
  }

  /** The counters with this index. */
  static MapCounters at(int index) {
    return state().counters[index];
  }

  /** The counters of this class, created at its first appearance. */
  @DontInline
  public static MapCounters of(Class<?> type) {
    return slotOf(type).counters;
  }

  private static Slot slotOf(Class<?> type) {
    int hash = System.identityHashCode(type);
    Slot present = find(state().slots, type, hash);
    return present != null ? present : add(type, hash);
  }

  /** All counters, in order of first appearance. */
  public static MapCounters[] all() {
    return state().counters.clone();
  }

  private static State state() {
    return Objects.requireNonNull(STATE.get());
  }

  private static Slot add(Class<?> type, int hash) {
    while (true) {
      State seen = state();
      Slot present = find(seen.slots, type, hash);
      if (present != null) {
        return present;
      }
      MapCounters counters = named(seen.counters, type.getName());
      MapCounters[] all = seen.counters;
      if (counters == null) {
        String name = all.length < MAX_CLASSES ? type.getName() : OTHER;
        counters = named(all, name);
        if (counters == null) {
          counters = new MapCounters(name, all.length);
          MapCounters[] grown = new MapCounters[all.length + 1];
          System.arraycopy(all, 0, grown, 0, all.length);
          grown[all.length] = counters;
          all = grown;
        }
      }
      Slot added = new Slot(type, hash, counters);
      if (STATE.compareAndSet(seen, with(seen, added, all))) {
        return added;
      }
    }
  }

  private static State with(State seen, Slot added, MapCounters[] counters) {
    int live = 1;
    for (Slot slot : seen.slots) {
      if (slot != null && !slot.refersTo(null)) {
        live++;
      }
    }
    int length = seen.slots.length;
    while (length < live * 4) {
      length *= 2;
    }
    @Nullable Slot[] slots = new @Nullable Slot[length];
    for (Slot slot : seen.slots) {
      if (slot != null && !slot.refersTo(null)) {
        place(slots, slot);
      }
    }
    place(slots, added);
    return new State(slots, counters);
  }

  private static void place(@Nullable Slot[] slots, Slot slot) {
    int mask = slots.length - 1;
    int i = slot.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = slot;
  }

  private static @Nullable Slot find(@Nullable Slot[] slots, Class<?> type, int hash) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Slot slot = slots[i];
      if (slot == null || (slot.hash == hash && slot.refersTo(type))) {
        return slot;
      }
    }
  }

  private static @Nullable MapCounters named(MapCounters[] counters, String name) {
    for (MapCounters candidate : counters) {
      if (candidate.mapClass().equals(name)) {
        return candidate;
      }
    }
    return null;
  }
}
