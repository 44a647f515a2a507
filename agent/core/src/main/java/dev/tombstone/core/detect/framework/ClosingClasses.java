package dev.tombstone.core.detect.framework;

import dev.tombstone.hook.value.CloseHook;
import java.util.List;

/** Has classes of the application tell {@link CloseHook} of objects that they make and close. */
public interface ClosingClasses {
  /** Sees none. */
  ClosingClasses NONE =
      new ClosingClasses() {
        @Override
        public Told tell(Class<?> type) {
          return Told.NOT_TO_BE_SEEN;
        }

        @Override
        public void forget() {
          // Nothing is woven.
        }
      };

  /** What became of it. */
  enum Verdict {
    /** Its objects are seen from now on. */
    TELLS,
    /** It has to be closed, or may have to be, and cannot be seen. */
    NOT_TO_BE_SEEN,
    /** It need not be closed. */
    NOTHING_TO_CLOSE
  }

  /**
   * A field that holds a reference.
   *
   * @param declaring the class that declares it
   * @param closeable whether it is declared to hold what has to be closed
   */
  record Field(Class<?> declaring, String name, boolean closeable) {}

  /**
   * What is known of a class.
   *
   * @param cleanedLater whether it has a finalizer, a Cleaner or the like, which may let go of what
   *     its objects hold once they are unreachable
   * @param handsOver whether a method that closes hands something to another object: who has that
   *     may hand it over as well
   * @param holdsMore whether it extends a class of the JDK that may hold what has to be closed
   * @param fields in which its objects may hold others
   */
  record Told(
      Verdict verdict,
      boolean cleanedLater,
      boolean handsOver,
      boolean holdsMore,
      List<Field> fields) {
    /** See {@link Verdict#NOTHING_TO_CLOSE}. */
    public static final Told NOTHING_TO_CLOSE =
        new Told(Verdict.NOTHING_TO_CLOSE, false, false, false, List.of());

    /** See {@link Verdict#NOT_TO_BE_SEEN}. */
    public static final Told NOT_TO_BE_SEEN =
        new Told(Verdict.NOT_TO_BE_SEEN, false, false, false, List.of());
  }

  /** Has the class tell from now on, if it has to be closed; for agent threads. */
  Told tell(Class<?> type);

  /** Puts all classes back as they were. */
  void forget();
}
