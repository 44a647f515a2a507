package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.jdk.EntryVisitor;
import dev.tombstone.hook.jdk.MapEntries;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * One miss, and what a walk over the map showed: of which kinds its keys and values are, whether
 * the argument itself is among them, and whether something is that looks like it. References,
 * classes and hashes are compared, and texts and numbers of the JDK; nothing else is called. For
 * one thread, and for the time of the miss only.
 */
final class MissAudit implements EntryVisitor {
  final Miss miss;

  /** The hash the removal looked under, as the map would keep it. */
  final int hash;

  private final @Nullable Class<?> keyKind;
  private final @Nullable Class<?> expectedKind;
  private final Resemblance resemblance;

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

  /** The kind of the value that the argument has in the map. */
  @Nullable Class<?> valueOfTheKey;

  /** The same of a key that is of the argument's kind and hash, and another object. */
  @Nullable Class<?> valueOfALikeKey;

  /** Whether there is such a key. */
  boolean sameHash;

  /** What is different inside of such a key, if that was seen. */
  @Nullable InnerDifference inside;

  /** Whether a key is another array with the argument's elements. */
  boolean sameElements;

  /** Hash of these elements. */
  int contents;

  /** The kind of a key that has the argument's text and is of another kind. */
  @Nullable Class<?> sameText;

  /** Entries seen. */
  int entries;

  /** Whether they were all there are. */
  boolean complete;

  private StackFrame @Nullable [] stack;
  private @Nullable Boolean drawn;

  MissAudit(Miss miss) {
    this.miss = miss;
    hash = MapEntries.storedHash(miss.map(), miss.hash());
    keyKind = miss.key() == null ? null : KnownEquality.kindOf(miss.key());
    expectedKind = miss.expected() == null ? null : KnownEquality.kindOf(miss.expected());
    resemblance = new Resemblance(miss.key());
  }

  /** Walks over the map from there; false if its entries cannot be seen. */
  boolean walk(int start) {
    int extent = MapEntries.visit(miss.map(), start & Integer.MAX_VALUE, this);
    complete = extent == MapEntries.ALL;
    return extent != MapEntries.UNKNOWN;
  }

  @Override
  public boolean entry(
      Object entryNode, @Nullable Object entryKey, int entryHash, @Nullable Object entryValue) {
    entries++;
    if (entryKey != null) {
      key(entryNode, entryKey, entryHash, entryValue);
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

  private void key(Object entryNode, Object entryKey, int entryHash, @Nullable Object entryValue) {
    Class<?> kind = KnownEquality.kindOf(entryKey);
    if (heldKeys == null) {
      heldKeys = kind;
    }
    keysMixed |= kind != heldKeys;
    if (entryKey == miss.key()) {
      node = entryNode;
      nodeHash = entryHash;
    }
    if (kind != keyKind) {
      if (sameText == null && resemblance.hasSameText(entryKey)) {
        sameText = kind;
      }
      return;
    }
    keyKindHeld = true;
    if (entryKey == miss.key() || Resemblance.isScalarEqual(entryKey, miss.key())) {
      valueOfTheKey = entryValue == null ? null : KnownEquality.kindOf(entryValue);
    } else if (kind.isArray()) {
      if (!sameElements && resemblance.hasSameElements(entryKey)) {
        sameElements = true;
        contents = resemblance.contents();
      }
    } else if (miss.isHashed() && entryHash == hash && !KnownEquality.isScalar(kind)) {
      sameHash = true;
      valueOfALikeKey = entryValue == null ? null : KnownEquality.kindOf(entryValue);
      if (inside == null && miss.key() != null) {
        inside = InnerDifference.of(miss.key(), entryKey);
      }
    }
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

  /**
   * Whether the argument's hash is the one that every object has of its own: so it is with classes
   * that do not override {@code hashCode}.
   */
  boolean hashIsIdentity() {
    if (miss.key() == null || !miss.isHashed()) {
      return false;
    }
    int identity = System.identityHashCode(miss.key());
    boolean spread = (miss.flags() & DeletionFlags.SPREAD) != 0;
    int passed = spread ? identity ^ (identity >>> 16) : identity;
    return MapEntries.storedHash(miss.map(), passed) == hash;
  }

  /** Whether it is one of those whose stack is taken for little; the same for all who ask. */
  boolean isDrawn(DrawnRate stacks) {
    Boolean known = drawn;
    if (known == null) {
      known = stacks.draws();
      drawn = known;
    }
    return known;
  }

  /** The stack of the miss, taken once for all who ask; for whoever may take one. */
  StackFrame[] stack(WatcherStack stacks) {
    StackFrame[] taken = stack;
    if (taken == null) {
      taken = stacks.take();
      stack = taken;
    }
    return taken;
  }
}
