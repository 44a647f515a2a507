package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;

/**
 * HashMap and LinkedHashMap: everything but {@code clear} goes through {@code HashMap.removeNode}.
 */
final class HashMapFamily {
  private static final FunnelCall REMOVE_NODE = new FunnelCall("removeNode", 1, false, 0);

  private static final FunnelCall REMOVE_MAPPING = new FunnelCall("removeNode", 1, false, 0, 2);

  static final MapFamily HASH_MAP =
      MapFamily.of("java.util.HashMap")
          .at(Operation.REMOVE, "remove" + KEY, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, REMOVE_MAPPING)
          .at(Operation.REMOVE, "$KeySet.remove" + OBJECT, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "$EntrySet.remove" + OBJECT, REMOVE_MAPPING)
          .at(Operation.COMPUTE, "computeIfPresent", REMOVE_NODE)
          .at(Operation.COMPUTE, "compute", REMOVE_NODE)
          .at(Operation.COMPUTE, "merge", REMOVE_NODE)
          .at(Operation.ITERATOR, "$HashIterator.remove" + NOTHING, REMOVE_NODE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .mutating(new Whole(Mutation.INSERT, 1, Whole.NONE), "putVal")
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "putMapEntries")
          .mutating(new Whole(Mutation.REMOVE, 1, 2), "removeNode")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(Mutation.COMPUTE, "computeIfAbsent")
          .mutating(Mutation.COMPUTE, "compute")
          .mutating(Mutation.COMPUTE, "merge")
          .build();

  static final MapFamily LINKED_HASH_MAP =
      MapFamily.of("java.util.LinkedHashMap")
          .at(Operation.EVICT, "afterNodeInsertion(Z)V", REMOVE_NODE)
          .at(Operation.REMOVE, "$LinkedKeySet.remove" + OBJECT, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "$LinkedEntrySet.remove" + OBJECT, REMOVE_MAPPING)
          .at(Operation.ITERATOR, "$LinkedHashIterator.remove" + NOTHING, REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedKeySet.removeFirst", REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedKeySet.removeLast", REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedValues.removeFirst", REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedValues.removeLast", REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedEntrySet.removeFirst", REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedEntrySet.removeLast", REMOVE_NODE)
          .mutating(Mutation.REORDER, "afterNodeAccess")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .build();

  private HashMapFamily() {}
}
