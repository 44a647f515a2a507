package dev.tombstone.hook.value;

/**
 * Sees objects that are made, and objects whose {@code close} is entered.
 *
 * <p>Called on application threads, on any of them: an implementation must not block, must not loop
 * without a bound, and must not run user code.
 */
public interface CloseObserver {
  /** The object's constructors have only just begun: none of its own code has run. */
  void made(Object object);

  /** The object is being closed, or let go of in another way. */
  void closing(Object object);
}
