package dev.tombstone.core.intake;

import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the hook by the part that failed; added by application threads, read by the agent's.
 */
public final class FailureCounts {
  private final AtomicLongArray counts = new AtomicLongArray(Part.COUNT);
  private final AtomicReferenceArray<@Nullable Throwable> latest =
      new AtomicReferenceArray<>(Part.COUNT);

  FailureCounts() {
    // Linked here, not at the first failure on an application's thread.
    add(Part.DETAIL, new IllegalStateException());
    counts.set(Part.DETAIL, 0);
    latest.set(Part.DETAIL, null);
  }

  void add(int part, Throwable error) {
    counts.incrementAndGet(part);
    latest.set(part, error);
  }

  /** Errors in this {@link Part} since start, those among them that were lost on the way. */
  public long count(int part) {
    return counts.get(part) + RecordingControl.lostErrors(part);
  }

  /** The latest of them, handed out once; null if there is none. */
  public @Nullable Throwable takeLatest(int part) {
    return latest.getAndSet(part, null);
  }
}
