package dev.tombstone.assembly;

/** Does again, a little later, what the JVM has no memory for just now. */
final class Retried {
  private static final int ATTEMPTS = 20;
  private static final long BETWEEN_MILLIS = 250;

  /** What is done. */
  interface Action {
    void run() throws Exception;
  }

  private Retried() {}

  /** Does it; throws what the last attempt threw. */
  static void run(Action action) throws Exception {
    for (int left = ATTEMPTS; ; left--) {
      try {
        action.run();
        return;
      } catch (VirtualMachineError e) {
        if (left == 1) {
          throw e;
        }
        Waiting.pause(BETWEEN_MILLIS);
      }
    }
  }
}
