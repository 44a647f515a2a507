package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that {@code InstrumentationImpl} calls around each retransformation and
 * redefinition, whichever agent asked for it.
 *
 * <p>The count goes on without an observer: a call that begins under one agent and ends under the
 * next leaves nothing behind.
 */
public final class RetransformHook {
  private static final AtomicInteger UNDER_WAY = new AtomicInteger();
  private static volatile @Nullable RetransformObserver observer;

  private RetransformHook() {}

  /** Tells this observer from now on. */
  public static void observe(RetransformObserver newObserver) {
    observer = newObserver;
  }

  /** Tells nobody from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /** How many calls are under way. */
  public static int underWay() {
    return UNDER_WAY.get();
  }

  /** Classes are about to be retransformed or redefined by this thread. */
  public static void begin() {
    UNDER_WAY.incrementAndGet();
    tell();
  }

  /** They have been, or were refused. */
  public static void end() {
    UNDER_WAY.decrementAndGet();
    tell();
  }

  private static void tell() {
    try {
      RetransformObserver present = observer;
      if (present != null) {
        present.changed();
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.DETAIL, error);
    }
  }
}
