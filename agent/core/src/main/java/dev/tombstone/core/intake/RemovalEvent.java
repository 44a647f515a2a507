package dev.tombstone.core.intake;

import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import org.jspecify.annotations.Nullable;

/**
 * One sampled deletion as the drain sees it. Mutable and reused: valid during the call it is passed
 * to.
 */
public final class RemovalEvent {
  /** What is known of the key. */
  public enum KeyKind {
    /** The deletion has no single key. */
    NONE,
    /** A key of a type whose text is known and harmless; {@link RemovalEvent#key} holds it. */
    VALUE,
    /** The null key. */
    NULL,
    /** Any other: its class and the hash the map computed. */
    HASH,
    /** Any other, where the map computes no hash: it cannot be told from its likes. */
    UNIDENTIFIED
  }

  MapCounters counters = MapCounters.NONE;
  int operation;
  KeyKind keyKind = KeyKind.NONE;
  @Nullable Object key;
  String keyClass = "";
  int keyHash;
  long entries;
  long durationNanos;
  int ratioShift;
  StackWalker.StackFrame @Nullable [] stack;
  int stackShift;
  @Nullable Thread thread;

  RemovalEvent() {}

  /** Sets what is known of the key; references are written only where they change. */
  void setKey(@Nullable Object newKey, long newHash) {
    KeyKind kind;
    String newClass = "";
    if (newKey == RemovalSink.NO_KEY) {
      kind = KeyKind.NONE;
    } else if (newKey == null) {
      kind = KeyKind.NULL;
    } else {
      newClass = newKey.getClass().getName();
      if (KeyTypes.isHarmless(newKey)) {
        kind = KeyKind.VALUE;
        key = newKey;
      } else if (newHash == RemovalSink.NO_HASH) {
        kind = KeyKind.UNIDENTIFIED;
      } else {
        kind = KeyKind.HASH;
        keyHash = (int) newHash;
      }
    }
    if (keyKind != kind) {
      keyKind = kind;
    }
    setKeyClass(newClass);
  }

  @SuppressWarnings("ReferenceEquality")
  private void setKeyClass(String newClass) {
    if (keyClass != newClass) {
      keyClass = newClass;
    }
  }

  /** Lets go of what is the application's. */
  void clear() {
    key = null;
    stack = null;
    thread = null;
  }

  /** Counters of the map's class. */
  public MapCounters counters() {
    return counters;
  }

  /** Operation code. */
  public int operation() {
    return operation;
  }

  /** What is known of the key. */
  public KeyKind keyKind() {
    return keyKind;
  }

  /** The key, for {@link KeyKind#VALUE}. */
  public @Nullable Object key() {
    return key;
  }

  /** Binary name of the key's class, empty where there is no key. */
  public String keyClass() {
    return keyClass;
  }

  /** The hash the map computed, for {@link KeyKind#HASH}. */
  public int keyHash() {
    return keyHash;
  }

  /** Entries that left the map; 0 is a miss. */
  public long entries() {
    return entries;
  }

  /** Duration in nanoseconds, or {@code RemovalSink.NOT_TIMED}. */
  public long durationNanos() {
    return durationNanos;
  }

  /** It was sampled with probability 2<sup>-ratioShift</sup>. */
  public int ratioShift() {
    return ratioShift;
  }

  /** How many deletions this one stands for: 1 / sampling probability. */
  public long weight() {
    return 1L << ratioShift;
  }

  /** Frames from the one outwards that uses the map, or null where no stack was taken. */
  public StackWalker.StackFrame @Nullable [] stack() {
    return stack;
  }

  /** Name of the deleting thread, which a virtual one need not have; empty without a stack. */
  public String threadName() {
    return thread == null ? "" : thread.getName();
  }

  /** How many deletions a deletion with a stack stands for. */
  public long stackWeight() {
    return 1L << (ratioShift + stackShift);
  }
}
