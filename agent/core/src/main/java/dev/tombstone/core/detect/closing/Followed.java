package dev.tombstone.core.detect.closing;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * An object that is followed from its constructor on, until nothing can reach it any more: not its
 * own finalizer either. 56 bytes.
 *
 * <p>Written by application threads: {@link #closed} by whichever closes it, the rest by the one
 * whose removal is seen. What they wrote before the object became unreachable is seen by the agent
 * after.
 */
final class Followed extends PhantomReference<Object> {
  final ValueClass type;
  final int hash;

  /** Whether a method that closes it has been entered. */
  volatile boolean closed;

  /** When it was removed last, nanoseconds. */
  long removedNanos;

  /** What it held then. */
  Holdings holdings = Holdings.NOTHING;

  /** Where it was removed from a map last; null as long as it was not. */
  volatile @Nullable Removal removal;

  Followed(Object object, int hash, ValueClass type, ReferenceQueue<Object> unreachable) {
    super(object, unreachable);
    this.type = type;
    this.hash = hash;
  }
}
