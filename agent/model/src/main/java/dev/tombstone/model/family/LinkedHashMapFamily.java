package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * LinkedHashMap, as far as it is not a HashMap: it evicts, and its views and iterators are its own.
 */
final class LinkedHashMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/LinkedHashMap";
  private static final String REVERSED = "base:java/util/LinkedHashMap";
  private static final FunnelCall REMOVE_NODE = new FunnelCall("removeNode", 1, false, 0);
  private static final FunnelCall REMOVE_NODE_ALONE = REMOVE_NODE.alone();
  private static final FunnelCall REMOVE_MAPPING = new FunnelCall("removeNode", 1, false, 0, 2);
  private static final Failure FAILS = new Failure();

  static final MapFamily LINKED_HASH_MAP =
      MapFamily.of("java.util.LinkedHashMap", new LinkedHashMapFamily())
          .at(Operation.EVICT, "afterNodeInsertion(Z)V", REMOVE_NODE_ALONE)
          .at(Operation.REMOVE, "$LinkedKeySet.remove" + OBJECT, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "$LinkedEntrySet.remove" + OBJECT, REMOVE_MAPPING)
          .at(Operation.ITERATOR, "$LinkedHashIterator.remove" + NOTHING, REMOVE_NODE)
          .since(21, Operation.POLL, "$LinkedKeySet.removeFirst", REMOVE_NODE_ALONE)
          .since(21, Operation.POLL, "$LinkedKeySet.removeLast", REMOVE_NODE_ALONE)
          .since(21, Operation.POLL, "$LinkedValues.removeFirst", REMOVE_NODE_ALONE)
          .since(21, Operation.POLL, "$LinkedValues.removeLast", REMOVE_NODE_ALONE)
          .since(21, Operation.POLL, "$LinkedEntrySet.removeFirst", REMOVE_NODE_ALONE)
          .since(21, Operation.POLL, "$LinkedEntrySet.removeLast", REMOVE_NODE_ALONE)
          .mutating(Mutation.REORDER, "afterNodeAccess")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .overridden(Mutation.INSERT)
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("$LinkedHashIterator.nextNode", FAILS, OUTER)
          .looping("$LinkedHashIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$LinkedHashIterator.<init>", new Begin(true), OUTER)
          .looping("$LinkedHashIterator.hasNext", new End(false), OUTER)
          .looping("$LinkedKeySet.forEach", FAILS, OUTER)
          .looping("$LinkedValues.forEach", FAILS, OUTER)
          .looping("$LinkedEntrySet.forEach", FAILS, OUTER)
          .loopingFrom(21, "$ReversedLinkedHashMapView.forEach", FAILS, REVERSED)
          .loopingFrom(21, "$ReversedLinkedHashMapView.replaceAll", FAILS, REVERSED)
          .views("this$0", "$LinkedKeySet", "$LinkedValues", "$LinkedEntrySet")
          .views("this$0", "$LinkedHashIterator")
          .views("base", "$ReversedLinkedHashMapView")
          .boundCallers("$LinkedEntryIterator", "$LinkedKeyIterator", "$LinkedValueIterator")
          .counts("", Operation.EVICT, Way.EVICT)
          .counts("$LinkedKeySet", Operation.REMOVE, Way.KEY_SET)
          .counts("$LinkedEntrySet", Operation.REMOVE_VALUE, Way.ENTRY_SET)
          .counts("$LinkedHashIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .counts("$LinkedValues", Operation.POLL, Way.VALUES_FIRST)
          .build();

  private LinkedHashMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new LinkedHashMap<>();
  }
}
