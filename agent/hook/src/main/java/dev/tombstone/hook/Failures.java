package dev.tombstone.hook;

/**
 * What failed in the hook and is kept from the application.
 *
 * <p>A stack that has overflowed and a heap that is full are the application's, not errors of the
 * agent's own: they are counted apart, without a call, for there may be no stack for one. Whoever
 * catches an error tells the two kinds apart before it calls anything.
 */
public final class Failures {
  /** Times that stack or memory was missing, since start; racy, a lower bound. */
  public static volatile long exhausted;

  /** Errors by {@link Part} that not even the sink could take, since start; racy as well. */
  private static final long[] LOST = new long[Part.COUNT];

  private Failures() {}

  /** An error in this part; throws it on if it was meant for the application. */
  public static void note(int part, Throwable error) {
    AsyncStop.passOn(error);
    try {
      RecordingControl.sink.failed(part, error);
    } catch (StackOverflowError | OutOfMemoryError full) {
      exhausted = exhausted + 1;
    } catch (Throwable alsoFailed) {
      AsyncStop.passOn(alsoFailed);
      LOST[part]++;
    }
  }

  /** Errors in this part that were lost. */
  static long lost(int part) {
    return LOST[part];
  }

  /** Begins again at 0. */
  static void forget() {
    exhausted = 0;
    for (int part = 0; part < Part.COUNT; part++) {
      LOST[part] = 0;
    }
  }
}
