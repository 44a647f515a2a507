package dev.tombstone.core.detect.hash;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.hash.BinTotals.Totals;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * A long bin that a removal has looked into.
 *
 * @param totals of all bins of such maps and keys that were looked into
 * @param comparable whether the key can be ordered, by which a tree of keys of one hash finds it
 * @param length entries in the bin, the removed one included
 * @param ofTheHash how many of those that are left have keys of its class and hash
 * @param size entries in the map
 * @param capacity bins of the map
 * @param stack of the thread; empty if the place is known already
 */
record LongBin(
    Totals totals,
    String mapClass,
    String keyClass,
    boolean comparable,
    int length,
    int ofTheHash,
    long size,
    int capacity,
    String thread,
    StackFrame[] stack)
    implements Occurrence.Raw {
  @Override
  public @Nullable Occurrence describe() {
    return PoorHash.describe(this);
  }
}
