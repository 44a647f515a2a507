package dev.tombstone.benchmarks.attack.accomplices;

import java.io.IOException;

/** Acts from outside on the JVM under attack: attaches, asks, overwrites. */
public interface Accomplice {
  /** Does nothing. */
  Accomplice NONE = target -> {};

  /** Acts once the JVM has been started; returns when done or when the JVM has ended. */
  void act(Target target) throws IOException, InterruptedException;
}
