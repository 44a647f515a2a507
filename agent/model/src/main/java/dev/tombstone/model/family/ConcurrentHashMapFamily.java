package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Adjust;
import dev.tombstone.model.family.Marker.Assist;
import dev.tombstone.model.family.Marker.Fails;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.NullValue;
import dev.tombstone.model.family.Marker.ReplaceNode;
import dev.tombstone.model.family.Marker.ViewCall;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * ConcurrentHashMap: {@code replaceNode} removes one entry; {@code clear} and the compute family
 * unlink on their own and tell {@code addCount}.
 */
final class ConcurrentHashMapFamily implements MapFamily.Maker {
  private static final String VIEWED = "map:java/util/concurrent/ConcurrentHashMap";
  private static final Adjust UNLINK = new Adjust("addCount", KeySource.PARAMETER, false);
  private static final Inner REPLACE_NODE = new Inner("replaceNode");
  private static final Inner BY_ITERATOR = new Inner("java/util/Iterator.remove");

  private static final Fails FAILS = new Fails("");

  private static final Assist HELPS = new Assist("helpTransfer", Marker.Whole.NONE);

  static final MapFamily CONCURRENT_HASH_MAP =
      MapFamily.of("java.util.concurrent.ConcurrentHashMap", new ConcurrentHashMapFamily())
          .at("replaceNode", new ReplaceNode())
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, new Fails("replaceNode"))
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, new NullValue())
          .at(Operation.CLEAR, "clear" + NOTHING, new Adjust("addCount", KeySource.NONE, true))
          .at(Operation.COMPUTE, "computeIfPresent", UNLINK)
          .at(Operation.COMPUTE, "compute", UNLINK)
          .at(Operation.COMPUTE, "merge", UNLINK)
          .at(Operation.ITERATOR, "$BaseIterator.remove" + NOTHING, FAILS)
          .at(Operation.ITERATOR, "$BaseIterator.remove" + NOTHING, REPLACE_NODE, VIEWED)
          .at(Operation.REMOVE_IF, "removeEntryIf", REPLACE_NODE)
          .at(Operation.REMOVE_IF, "removeValueIf", REPLACE_NODE)
          .at(Operation.REMOVE, "$ValuesView.remove" + OBJECT, FAILS)
          .at(Operation.REMOVE, "$ValuesView.remove" + OBJECT, BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$ValuesView.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$CollectionView.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$CollectionView.removeAll", new Inner("remove"))
          .at(Operation.REMOVE_IF, "$CollectionView.retainAll", BY_ITERATOR)
          .at("$CollectionView.clear" + NOTHING, new ViewCall("clear"), VIEWED)
          .at("$KeySetView.remove" + OBJECT, new ViewCall("remove"), VIEWED)
          .at("$EntrySetView.remove" + OBJECT, new ViewCall("remove"), VIEWED)
          .clearing("clear" + NOTHING)
          .removing(BulkCall.REMOVE_IF, "removeEntryIf")
          .removing(BulkCall.REMOVE_IF, "removeValueIf")
          .removing(BulkCall.REMOVE_ALL, "$ValuesView.removeAll")
          .removing(BulkCall.REMOVE_ALL, "$CollectionView.removeAll")
          .removing(BulkCall.RETAIN_ALL, "$CollectionView.retainAll")
          .resizing("replaceNode", new Assist("helpTransfer", 1))
          .resizing("clear" + NOTHING, HELPS)
          .resizing("computeIfPresent", HELPS)
          .resizing("compute", HELPS)
          .resizing("merge", HELPS)
          .views("map", "$CollectionView", "$BaseIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .scopes("$BaseIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .scopes("$ValuesView", Operation.REMOVE, Way.VALUES)
          .scopes("$CollectionView", Operation.REMOVE_IF, Way.ENTRY_SET_RETAIN)
          .scopes("$KeySetView", Operation.REMOVE, Way.PROPERTIES_KEY_SET)
          .scopes("$EntrySetView", Operation.REMOVE_VALUE, Way.PROPERTIES_ENTRY_SET)
          .build();

  private ConcurrentHashMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new ConcurrentHashMap<>();
  }
}
