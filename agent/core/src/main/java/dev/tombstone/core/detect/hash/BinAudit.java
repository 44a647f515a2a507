package dev.tombstone.core.detect.hash;

import dev.tombstone.hook.jdk.EntryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What a walk over one bin showed. Hashes and classes are compared, nothing is called. For one
 * thread, and for the time of the removal only.
 */
final class BinAudit implements EntryVisitor {
  /** The hash that led to the bin, as the map keeps it. */
  final int hash;

  private final Class<?> keyClass;

  /** Entries seen. */
  int entries;

  /** Those of them with a key of the class, and the hash, of the one that was removed. */
  int ofTheHash;

  /** Another thread has made a ring of the chain: entries were seen again. */
  boolean ring;

  /** A node seen before, another one each time the number of entries has doubled (Brent 1980). */
  private @Nullable Object before;

  BinAudit(int hash, Class<?> keyClass) {
    this.hash = hash;
    this.keyClass = keyClass;
  }

  @Override
  public boolean entry(Object node, @Nullable Object key, int entryHash, @Nullable Object value) {
    if (node == before) {
      ring = true;
      return false;
    }
    if (Integer.bitCount(entries) <= 1) {
      before = node;
    }
    entries++;
    if (entryHash == hash && key != null && key.getClass() == keyClass) {
      ofTheHash++;
    }
    return true;
  }
}
