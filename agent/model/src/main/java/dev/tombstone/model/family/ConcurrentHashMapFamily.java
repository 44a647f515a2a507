package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Adjust;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.NullValue;
import dev.tombstone.model.family.Marker.ReplaceNode;
import dev.tombstone.model.family.Marker.ViewCall;
import dev.tombstone.model.operation.Operation;

/**
 * ConcurrentHashMap: {@code replaceNode} removes one entry; {@code clear} and the compute family
 * unlink on their own and tell {@code addCount}.
 */
final class ConcurrentHashMapFamily {
  private static final String VIEWED = "map:java/util/concurrent/ConcurrentHashMap";
  private static final Adjust UNLINK = new Adjust("addCount", KeySource.PARAMETER, false);
  private static final Inner REPLACE_NODE = new Inner("replaceNode");
  private static final Inner BY_ITERATOR = new Inner("java/util/Iterator.remove");

  static final MapFamily CONCURRENT_HASH_MAP =
      MapFamily.of("java.util.concurrent.ConcurrentHashMap")
          .at("replaceNode", new ReplaceNode())
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, new NullValue())
          .at(Operation.CLEAR, "clear" + NOTHING, new Adjust("addCount", KeySource.NONE, true))
          .at(Operation.COMPUTE, "computeIfPresent", UNLINK)
          .at(Operation.COMPUTE, "compute", UNLINK)
          .at(Operation.COMPUTE, "merge", UNLINK)
          .at(Operation.ITERATOR, "$BaseIterator.remove" + NOTHING, REPLACE_NODE, VIEWED)
          .at(Operation.REMOVE_IF, "removeEntryIf", REPLACE_NODE)
          .at(Operation.REMOVE_IF, "removeValueIf", REPLACE_NODE)
          .at(Operation.REMOVE, "$ValuesView.remove" + OBJECT, BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$ValuesView.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$CollectionView.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$CollectionView.removeAll", new Inner("remove"))
          .at(Operation.REMOVE_IF, "$CollectionView.retainAll", BY_ITERATOR)
          .at("$CollectionView.clear" + NOTHING, new ViewCall("clear"), VIEWED)
          .at("$KeySetView.remove" + OBJECT, new ViewCall("remove"), VIEWED)
          .at("$EntrySetView.remove" + OBJECT, new ViewCall("remove"), VIEWED)
          .build();

  private ConcurrentHashMapFamily() {}
}
