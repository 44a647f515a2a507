package dev.tombstone.hook.jdk;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Stable;
import org.jspecify.annotations.Nullable;

/**
 * What the hook knows of one family's maps: which of their fields hold what. One subclass a family,
 * and one instance of it, in {@link MapLayouts}.
 *
 * <p>All reads are racy and call no method of the map. The fields here are constants to the
 * compiler: where the map's class is known, as it is in a woven body, a read is one instruction.
 */
abstract class MapLayout {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long NONE = -1;

  /** The map class; its subclasses are meant too. */
  final Class<?> type;

  @Stable private final long structure;
  @Stable private final long size;

  /**
   * A layout of maps of this class.
   *
   * @param structure name of the int field that changes with the structure, or null
   * @param size name of the int field that counts the entries, or null
   */
  MapLayout(Class<?> type, @Nullable String structure, @Nullable String size) {
    this.type = type;
    this.structure = structure == null ? NONE : Fields.offset(type, structure);
    this.size = size == null ? NONE : Fields.offset(type, size);
  }

  /** Classes whose counters come first, the commonest of the family first. */
  Class<?>[] common() {
    return new Class<?>[] {type};
  }

  /** As {@link MapInternals#structure}. */
  @ForceInline
  final int structure(Object map) {
    return structure == NONE ? MapInternals.UNKNOWN : UNSAFE.getIntOpaque(map, structure);
  }

  /** As {@link MapInternals#isLeftOut}. */
  @ForceInline
  boolean isLeftOut(Object map, int phase) {
    int changes = structure(map);
    return ((changes ^ phase) & MapInternals.PHASES - 1) != 0
        || (changes & ~MapInternals.YOUNG) == 0;
  }

  /** As {@link MapInternals#size}. */
  long size(Object map) {
    return size == NONE ? -1 : UNSAFE.getIntOpaque(map, size);
  }

  /** As {@link MapInternals#capacity}. */
  int capacity(Object map) {
    return 0;
  }

  /** As {@link MapInternals#reservation}. */
  @Nullable Object reservation(Object map, int hash) {
    return null;
  }

  /** As {@link MapInternals#tableOf}. */
  @Nullable Object movingTable(Object map) {
    return null;
  }

  /** As {@link MapInternals#isConcurrent}. */
  boolean isConcurrent() {
    return false;
  }

  /** As {@link MapInternals#removesAtOnce}. */
  boolean removesAtOnce() {
    return false;
  }

  /** As {@link MapInternals#asksTheArgument}. */
  boolean asksTheArgument() {
    return false;
  }

  /** As {@link MapInternals#removedValue}. */
  @Nullable Object removedValue(Object result) {
    return result;
  }

  /** Whether keys are compared by order, not by hash. */
  boolean isSorted() {
    return false;
  }

  /** The comparator that the map was made with; null if none, or if that makes no difference. */
  @Nullable Object comparator(Object map) {
    return null;
  }

  /** The hash kept in the map of a key for which woven code passed this one. */
  int storedHash(int hash) {
    return hash;
  }

  /** As {@link MapEntries#visitBin}. */
  int visitBin(Object map, int storedHash, EntryVisitor visitor) {
    return MapEntries.UNKNOWN;
  }

  /** As {@link MapEntries#visit}. */
  abstract int visit(Object map, int start, EntryVisitor visitor);
}
