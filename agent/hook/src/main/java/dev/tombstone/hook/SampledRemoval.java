package dev.tombstone.hook;

import dev.tombstone.hook.watch.MissHook;
import org.jspecify.annotations.Nullable;

/** The slow side of the recording path: a sampled removal, or an error, on its way to the sink. */
final class SampledRemoval {
  private SampledRemoval() {}

  /** Answers what the application is to hear of; mostly null. Throws nothing. */
  static @Nullable Throwable offer(
      RemovalSink sink,
      MapCounters counters,
      int operation,
      @Nullable Object key,
      int hash,
      int site,
      long entries,
      long ticket,
      int ratioShift) {
    try {
      sink.sampled(
          counters,
          operation,
          keyAt(site, key),
          hashAt(site, hash),
          entries,
          RemovalHook.durationNanos(ticket),
          ratioShift);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return noted(Part.DETAIL, error);
    }
  }

  /** As {@link #offer}. */
  static @Nullable Throwable missed(
      Object map,
      Object label,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    try {
      MissHook.missed(map, label, key, expected, hash, site, ticket);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return noted(Part.AUDIT, error);
    }
  }

  private static @Nullable Throwable noted(int part, Throwable error) {
    try {
      Failures.note(part, error);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable stop) {
      return stop;
    }
  }

  private static @Nullable Object keyAt(int site, @Nullable Object key) {
    if ((site & (Site.KEYLESS | Site.ENTRY_ARGUMENT)) != 0) {
      return RemovalSink.NO_KEY;
    }
    if ((site & Site.ENTRY) != 0 && key instanceof java.util.Map.Entry<?, ?> entry) {
      return entry.getKey();
    }
    return key;
  }

  private static long hashAt(int site, int hash) {
    if ((site & Site.HASHED) == 0) {
      return RemovalSink.NO_HASH;
    }
    int own = (site & Site.SPREAD) == 0 ? hash : hash ^ (hash >>> 16);
    return own & 0xFFFF_FFFFL;
  }
}
