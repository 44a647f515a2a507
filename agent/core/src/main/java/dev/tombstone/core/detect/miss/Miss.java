package dev.tombstone.core.detect.miss;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A keyed removal that found nothing, as {@link MissObserver#missed} is shown it. For the time of
 * the miss only.
 */
record Miss(
    Object map,
    Object countedAs,
    @Nullable Object key,
    @Nullable Object expected,
    int hash,
    int flags,
    long startNanos) {
  /** The class that the map is counted as. */
  Class<?> mapClass() {
    return countedAs.getClass();
  }

  /** The code of the operation. */
  int operation() {
    return flags & DeletionFlags.OPERATION_MASK;
  }

  boolean is(Operation operation) {
    return operation() == operation.ordinal();
  }

  /** Whether the map keeps a hash with each entry, and the removal computed one. */
  boolean isHashed() {
    return (flags & DeletionFlags.HASHED) != 0;
  }

  /** Whether other threads may change the map during a walk over it, rightly. */
  boolean mapIsConcurrent() {
    return MapInternals.isConcurrent(map);
  }
}
