package dev.tombstone.model.family;

import dev.tombstone.model.operation.Operation;

/**
 * A deletion of the agent's own that goes through a woven class, so that the agent sees whether the
 * class still is as it was woven.
 *
 * @param type binary name of the class
 * @param expected what its body makes of the deletion
 * @param way how to delete, so that this class is on the way
 * @param funnel whether it is this body that calls the hook; otherwise it opens a scope around
 *     another class's, and what the hook is not told of is that one's fault
 */
public record OwnDeletion(String type, Operation expected, Way way, boolean funnel) {
  /** What is called, on a map of one entry or a view of it. */
  public enum Way {
    /** {@code remove(key)}. */
    REMOVE,
    /** {@code put}, in a subclass whose {@code removeEldestEntry} says yes. */
    EVICT,
    /** {@code keySet().remove(key)}. */
    KEY_SET,
    /** The same with a key that is not there. */
    KEY_SET_MISS,
    /** {@code keySet().removeAll}. */
    KEY_SET_ALL,
    /** {@code keySet().iterator().remove()}. */
    KEY_ITERATOR,
    /** {@code entrySet().remove(entry)}. */
    ENTRY_SET,
    /** {@code entrySet().removeAll}. */
    ENTRY_SET_ALL,
    /** {@code entrySet().retainAll} of nothing. */
    ENTRY_SET_RETAIN,
    /** {@code values().remove(value)}. */
    VALUES,
    /** {@code values().removeFirst()}. */
    VALUES_FIRST,
    /** {@code navigableKeySet().descendingIterator().remove()}. */
    DESCENDING_ITERATOR,
    /** {@code headMap(above).pollFirstEntry()}. */
    HEAD_POLL,
    /** {@code headMap(above).entrySet().remove(entry)}. */
    HEAD_ENTRY_SET,
    /** {@code headMap(above).entrySet().removeIf}. */
    HEAD_ENTRY_SET_IF,
    /** {@code headMap(above).values().removeIf}. */
    HEAD_VALUES_IF,
    /** {@code headMap(above).keySet().iterator().remove()}. */
    HEAD_ITERATOR,
    /** {@code keySet().remove(key)} of a Properties: only there does the view's body show. */
    PROPERTIES_KEY_SET,
    /** {@code entrySet().remove(entry)} of a Properties. */
    PROPERTIES_ENTRY_SET,
    /** By a body that is shared by several maps. */
    SHARED
  }
}
