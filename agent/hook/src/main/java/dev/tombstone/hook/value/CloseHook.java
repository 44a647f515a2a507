package dev.tombstone.hook.value;

import dev.tombstone.hook.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that woven classes of the application call, by a class of {@code java.util}
 * that every loader finds.
 *
 * <p>A close that is not heard of would make a right program look wrong. So no thread is left out,
 * and one that could not be shown, for want of stack or memory say, is counted: the observer then
 * knows nothing any more of the objects it had seen.
 */
public final class CloseHook {
  private static volatile @Nullable CloseObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  /** Changes with each close that could not be shown. */
  private static volatile int lost;

  private CloseHook() {}

  /** Shows objects to this observer from now on, whose errors are this part's. */
  public static void observe(CloseObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /** A number that is another one once a close could not be shown. */
  public static int lost() {
    return lost;
  }

  /** An object is made: the constructor of its superclass has returned. */
  public static void made(Object object) {
    CloseObserver present = observer;
    if (present == null) {
      return;
    }
    try {
      present.made(object);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(part, error);
    }
  }

  /** A method that closes the object is entered. */
  public static void closing(Object object) {
    CloseObserver present = observer;
    if (present == null) {
      return;
    }
    try {
      present.closing(object);
    } catch (StackOverflowError | OutOfMemoryError full) {
      lost = lost + 1;
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      lost = lost + 1;
      Failures.note(part, error);
    }
  }
}
