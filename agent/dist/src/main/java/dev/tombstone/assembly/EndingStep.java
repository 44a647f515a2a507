package dev.tombstone.assembly;

/**
 * A step of the agent's end. One that fails keeps no other from being taken.
 *
 * @param name for people
 * @param action made beforehand: at the end there may be no memory for it
 */
record EndingStep(String name, Runnable action) {
  void take() {
    try {
      action.run();
    } catch (Throwable error) {
      Console.line("tombstone: the " + name + " failed: " + error);
    }
  }
}
