package dev.tombstone.hook;

import org.jspecify.annotations.Nullable;

/** The slow side of the recording path: a sampled removal, or an error, on its way to the sink. */
final class SampledRemoval {
  private SampledRemoval() {}

  static void offer(
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
    } catch (Throwable error) {
      failed(error);
    }
  }

  static void missed(
      Object map,
      Object label,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    try {
      MissHook.missed(map, label, key, expected, hash, site, ticket);
    } catch (Throwable error) {
      failed(error);
    }
  }

  static void failed(Throwable error) {
    try {
      RecordingControl.sink.failed(error);
    } catch (Throwable alsoFailed) {
      // The sink itself failed, and the application must not hear of it.
      lostErrors = lostErrors + 1;
    }
  }

  /** Errors that not even the sink could take; racy on purpose, a lower bound. */
  static volatile long lostErrors;

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
