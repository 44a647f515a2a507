package dev.tombstone.core.detect.miss;

import dev.tombstone.hook.jdk.EntryVisitor;
import dev.tombstone.hook.jdk.MapEntries;
import org.jspecify.annotations.Nullable;

/**
 * One miss, and what a walk over the map showed: of which kinds its keys and values are, and
 * whether the argument itself is among them. References and classes are compared, nothing is
 * called. For one thread, and for the time of the miss only.
 */
final class MissAudit implements EntryVisitor {
  final Miss miss;

  /** The hash the removal looked under, as the map would keep it. */
  final int hash;

  private final @Nullable Class<?> keyKind;
  private final @Nullable Class<?> expectedKind;

  /** The kind of the first key seen, and whether one of another kind followed. */
  private @Nullable Class<?> heldKeys;

  private boolean keysMixed;
  private boolean keyKindHeld;
  private @Nullable Class<?> heldValues;
  private boolean valuesMixed;
  private boolean expectedKindHeld;

  /** The map's object for the entry whose key is the argument itself. */
  @Nullable Object node;

  /** The hash the map keeps with it. */
  int nodeHash;

  boolean argumentIsValue;

  /** Entries seen. */
  int entries;

  /** Whether they were all there are. */
  boolean complete;

  MissAudit(Miss miss) {
    this.miss = miss;
    hash = MapEntries.storedHash(miss.map(), miss.hash());
    keyKind = miss.key() == null ? null : KnownEquality.kindOf(miss.key());
    expectedKind = miss.expected() == null ? null : KnownEquality.kindOf(miss.expected());
  }

  /** Walks over the map; false if its entries cannot be seen. */
  boolean walk(int start) {
    int extent = MapEntries.visit(miss.map(), start, this);
    complete = extent == MapEntries.ALL;
    return extent != MapEntries.UNKNOWN;
  }

  @Override
  public boolean entry(
      Object entryNode, @Nullable Object entryKey, int entryHash, @Nullable Object entryValue) {
    entries++;
    if (entryKey != null) {
      Class<?> kind = KnownEquality.kindOf(entryKey);
      if (heldKeys == null) {
        heldKeys = kind;
      }
      keysMixed |= kind != heldKeys;
      keyKindHeld |= kind == keyKind;
      if (entryKey == miss.key()) {
        node = entryNode;
        nodeHash = entryHash;
      }
    }
    if (entryValue != null) {
      Class<?> kind = KnownEquality.kindOf(entryValue);
      if (heldValues == null) {
        heldValues = kind;
      }
      valuesMixed |= kind != heldValues;
      expectedKindHeld |= kind == expectedKind;
      argumentIsValue |= entryValue == miss.key();
    }
    return !isSettled();
  }

  /** Whether nothing can come of the rest of the walk. */
  private boolean isSettled() {
    return keyKind != null
        && keyKindHeld
        && KnownEquality.isScalar(keyKind)
        && (expectedKind == null || expectedKindHeld);
  }

  /** The one kind of all keys seen, or null if there is none or more than one. */
  @Nullable Class<?> onlyKindOfKeys() {
    return keysMixed ? null : heldKeys;
  }

  /** The one kind of all values seen, or null if there is none or more than one. */
  @Nullable Class<?> onlyKindOfValues() {
    return valuesMixed ? null : heldValues;
  }

  @Nullable Class<?> keyKind() {
    return keyKind;
  }

  @Nullable Class<?> expectedKind() {
    return expectedKind;
  }

  boolean holdsKeysOfTheArgumentsKind() {
    return keyKindHeld;
  }
}
