package dev.tombstone.model.snapshot;

/**
 * Is shown sampled deletions one by one, as they are drained: on agent threads, one at a time, and
 * under a lock of the agent, so that it must not ask the agent anything, nor block.
 */
public interface RemovalListener {
  /** Whether the next sample is to be shown; asked before each, so that others cost nothing. */
  boolean wantsNext();

  /** The sample it wanted. */
  void removed(RemovalSample sample);
}
