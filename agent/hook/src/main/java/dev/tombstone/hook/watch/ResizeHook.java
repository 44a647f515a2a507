package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented bodies call where a map's table is resized or cleaned up.
 * Woven only while a detector wants it. What is small is neither timed nor shown.
 */
public final class ResizeHook {
  /** Collected entries from which on one call has a backlog. */
  public static final int BACKLOG = 16;

  /** Entries from which on a resize is timed. */
  private static final int TIMED = 1_024;

  private static final long SHOWN = 1L;

  private static volatile @Nullable ResizeObserver observer;

  private ResizeHook() {}

  /** Shows resizes to this observer from now on. */
  public static void observe(ResizeObserver newObserver) {
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /** A HashMap's table is about to be replaced; answers what {@link #resized} wants. */
  public static long resizing(int size, Object map) {
    if (size == 0 || observer == null) {
      return 0L;
    }
    return begins(size, map);
  }

  /** It has been. */
  public static void resized(long ticket, Object map) {
    if (ticket != 0L) {
      ends(ticket, map);
    }
  }

  /** A call is about to help with a resize. */
  public static long assisting() {
    return observer == null ? 0L : RemovalHook.nanos();
  }

  /** It has helped; with a new value it replaces and does not remove. */
  @DontInline
  public static void assisted(long ticket, Object map, @Nullable Object newValue) {
    if (ticket != 0L && newValue == null) {
      show(ASSISTED, map, 0, RemovalHook.nanos() - ticket);
    }
  }

  /** One more collected entry was removed by this call: the moment to count its time from. */
  public static long expunging(int entries, long since) {
    return entries == BACKLOG ? RemovalHook.nanos() : since;
  }

  /** The call is done with them. */
  public static void expunged(int entries, long since, Object map) {
    if (since != 0L) {
      show(EXPUNGED, map, entries, RemovalHook.nanos() - since);
    }
  }

  private static final int RESIZING = 0;
  private static final int RESIZED = 1;
  private static final int ASSISTED = 2;
  private static final int EXPUNGED = 3;

  @DontInline
  private static long begins(int size, Object map) {
    show(RESIZING, map, size, RemovalSink.NOT_TIMED);
    return size < TIMED ? SHOWN : RemovalHook.nanos();
  }

  @DontInline
  private static void ends(long ticket, Object map) {
    long nanos = ticket == SHOWN ? RemovalSink.NOT_TIMED : RemovalHook.nanos() - ticket;
    show(RESIZED, map, 0, nanos);
  }

  @DontInline
  private static void show(int what, Object map, int entries, long nanos) {
    ResizeObserver present = observer;
    if (present == null) {
      return;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine == null) {
        return;
      }
      switch (what) {
        case RESIZING -> present.resizing(map);
        case RESIZED -> present.resized(map, nanos);
        case ASSISTED -> present.assisted(map, nanos);
        default -> present.expunged(map, entries, nanos);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.RESIZE, error);
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }
}
