package dev.tombstone.core.detect.retained;

import java.lang.ref.WeakReference;

/** A value that was taken out of a map, held weakly: 40 bytes, with compressed references. */
final class RemovedValue extends WeakReference<Object> {
  /** Seconds of the steady clock at which it was removed. */
  int removedSeconds;

  /** Collections of the old generation that had been seen then. */
  int oldCollections;

  RemovedValue(Object value) {
    super(value);
  }
}
