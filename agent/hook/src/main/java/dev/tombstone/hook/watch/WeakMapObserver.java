package dev.tombstone.hook.watch;

/**
 * Sees some of the insertions into maps that hold their keys weakly.
 *
 * <p>Called on application threads, at the begin of the insertion, under whatever lock the
 * application holds. The rules are those of {@link MutationObserver}.
 */
public interface WeakMapObserver {
  /** An entry is about to be put into this map, or the value of one replaced. */
  void inserting(Object map);
}
