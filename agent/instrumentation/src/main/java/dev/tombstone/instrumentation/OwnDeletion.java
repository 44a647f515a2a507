package dev.tombstone.instrumentation;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A deletion of the agent's own that goes through a woven class.
 *
 * @param type binary name of the class
 * @param expected what its body makes of the deletion
 * @param funnel whether it is this body that calls the hook; otherwise it opens a scope around
 *     another class's, and what the hook is not told of is that one's fault
 */
record OwnDeletion(String type, Operation expected, boolean funnel) {
  private static final String UTIL = "java.util.";
  private static final String CONCURRENT = UTIL + "concurrent.";

  /** One for each woven class that has a map of the JDK to delete from. */
  static List<OwnDeletion> all() {
    List<OwnDeletion> all = new ArrayList<>();
    for (String map : OwnMaps.PLAIN) {
      all.add(funnel(map, Operation.REMOVE));
    }
    all.add(funnel(UTIL + "LinkedHashMap", Operation.EVICT));
    for (String map : List.of("HashMap$", "LinkedHashMap$Linked")) {
      all.add(funnel(UTIL + map + "KeySet", Operation.REMOVE));
      all.add(funnel(UTIL + map + "EntrySet", Operation.REMOVE_VALUE));
    }
    all.add(funnel(UTIL + "HashMap$HashIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "LinkedHashMap$LinkedHashIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "LinkedHashMap$LinkedValues", Operation.POLL));
    all.add(funnel(UTIL + "TreeMap$Values", Operation.REMOVE));
    all.add(funnel(UTIL + "TreeMap$EntrySet", Operation.REMOVE_VALUE));
    all.add(funnel(UTIL + "TreeMap$PrivateEntryIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "TreeMap$DescendingKeyIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "TreeMap$NavigableSubMap", Operation.POLL));
    all.add(funnel(UTIL + "TreeMap$NavigableSubMap$EntrySetView", Operation.REMOVE_VALUE));
    all.add(funnel(UTIL + "TreeMap$NavigableSubMap$SubMapIterator", Operation.ITERATOR));
    all.add(scope(CONCURRENT + "ConcurrentHashMap$BaseIterator", Operation.ITERATOR));
    all.add(scope(CONCURRENT + "ConcurrentHashMap$ValuesView", Operation.REMOVE));
    all.add(scope(CONCURRENT + "ConcurrentHashMap$CollectionView", Operation.REMOVE_IF));
    all.add(scope(CONCURRENT + "ConcurrentHashMap$KeySetView", Operation.REMOVE));
    all.add(scope(CONCURRENT + "ConcurrentHashMap$EntrySetView", Operation.REMOVE_VALUE));
    all.add(scope(CONCURRENT + "ConcurrentSkipListMap$Values", Operation.REMOVE_IF));
    all.add(scope(CONCURRENT + "ConcurrentSkipListMap$EntrySet", Operation.REMOVE_IF));
    all.add(scope(CONCURRENT + "ConcurrentSkipListMap$Iter", Operation.ITERATOR));
    all.add(funnel(CONCURRENT + "ConcurrentSkipListMap$SubMap", Operation.POLL));
    all.add(scope(CONCURRENT + "ConcurrentSkipListMap$SubMap$SubMapIter", Operation.ITERATOR));
    all.add(scope(CONCURRENT + "ConcurrentSkipListSet", Operation.REMOVE));
    all.add(scope(CONCURRENT + "ConcurrentMap", Operation.COMPUTE));
    all.add(funnel(UTIL + "WeakHashMap$KeySet", Operation.REMOVE));
    all.add(scope(UTIL + "WeakHashMap$HashIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "IdentityHashMap$IdentityHashMapIterator", Operation.ITERATOR));
    all.add(scope(UTIL + "IdentityHashMap$KeySet", Operation.REMOVE_IF));
    all.add(scope(UTIL + "IdentityHashMap$Values", Operation.REMOVE));
    all.add(scope(UTIL + "IdentityHashMap$EntrySet", Operation.REMOVE_IF));
    all.add(funnel(UTIL + "EnumMap$Values", Operation.REMOVE));
    all.add(funnel(UTIL + "EnumMap$EnumMapIterator", Operation.ITERATOR));
    all.add(funnel(UTIL + "Hashtable$EntrySet", Operation.REMOVE_VALUE));
    all.add(funnel(UTIL + "Hashtable$Enumerator", Operation.ITERATOR));
    all.add(scope(UTIL + "Properties", Operation.REMOVE));
    all.add(scope(UTIL + "Map", Operation.REMOVE_VALUE));
    all.add(scope(UTIL + "Collection", Operation.REMOVE_IF));
    all.add(scope(UTIL + "AbstractCollection", Operation.REMOVE));
    all.add(scope(UTIL + "AbstractSet", Operation.REMOVE_IF));
    all.add(scope(UTIL + "AbstractMap", Operation.REMOVE));
    all.add(scope(UTIL + "SequencedMap", Operation.POLL));
    all.add(scope(UTIL + "Collections$CheckedMap$CheckedEntrySet", Operation.REMOVE_IF));
    return all;
  }

  private static OwnDeletion funnel(String type, Operation expected) {
    return new OwnDeletion(type, expected, true);
  }

  private static OwnDeletion scope(String type, Operation expected) {
    return new OwnDeletion(type, expected, false);
  }
}
