package dev.tombstone.hook.watch;

/**
 * Sees removals that a ConcurrentHashMap refuses because they come from inside its own {@code
 * compute}.
 *
 * <p>Called on application threads, under whatever lock the application holds, in the handler of
 * the removal that failed. The rules are those of {@link MutationObserver}.
 */
public interface RecursionObserver {
  /**
   * A removal of one key ended in an {@code IllegalStateException}.
   *
   * @param hash what the key's {@code hashCode} answered; 0 if it was not asked yet
   */
  void refused(Object map, int hash, IllegalStateException thrown);
}
