package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Fails;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.Marker.Guard;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.UnlinkOrMiss;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** TreeMap and its range and descending views: the funnel is {@code deleteEntry}. */
final class TreeMapFamily implements MapFamily.Maker {
  private static final FunnelCall DELETE = new FunnelCall("deleteEntry", 0, true, -1);
  private static final String KEY_VALUE_FLAG =
      "(Ljava/lang/Object;Ljava/lang/Object;Z)Ljava/lang/Object;";
  private static final String OUTER = "this$0:java/util/TreeMap";
  private static final String OUTER_VIEW = "this$0:java/util/TreeMap$NavigableSubMap";
  private static final String VIEWED = "m:java/util/TreeMap";
  private static final UnlinkOrMiss ENTRY =
      new UnlinkOrMiss("deleteEntry", KeySource.ENTRY_PARAMETER);

  private static final Fails BY_REMAPPING = new Fails("remapValue");
  private static final Failure FAILS = new Failure();
  private static final Change REMOVES = new Change();
  private static final End ENDS = new End(false);

  static final MapFamily TREE_MAP =
      MapFamily.of("java.util.TreeMap", new TreeMapFamily())
          .at(
              Operation.REMOVE,
              "remove" + KEY,
              new UnlinkOrMiss("deleteEntry", KeySource.PARAMETER))
          .at(Operation.POLL, "pollFirstEntry", DELETE)
          .at(Operation.POLL, "pollLastEntry", DELETE)
          .at(Operation.COMPUTE, "compute", BY_REMAPPING)
          .at(Operation.COMPUTE, "computeIfPresent", BY_REMAPPING)
          .at(Operation.COMPUTE, "merge", new Fails("mergeValue"))
          .at(Operation.COMPUTE, "remapValue", DELETE)
          .at(Operation.COMPUTE, "mergeValue", DELETE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(Operation.REMOVE, "$Values.remove" + OBJECT, DELETE)
          .at(Operation.REMOVE_VALUE, "$EntrySet.remove" + OBJECT, ENTRY, OUTER)
          .at(Operation.ITERATOR, "$PrivateEntryIterator.remove" + NOTHING, DELETE)
          .at(Operation.ITERATOR, "$DescendingKeyIterator.remove" + NOTHING, DELETE)
          .at(Operation.POLL, "$NavigableSubMap.pollFirstEntry", DELETE)
          .at(Operation.POLL, "$NavigableSubMap.pollLastEntry", DELETE)
          .at(Operation.REMOVE, "$NavigableSubMap.remove" + KEY, new Guard("inRange"), VIEWED)
          .at(Operation.COMPUTE, "$NavigableSubMap.compute", new Fails("compute"))
          .at(Operation.COMPUTE, "$NavigableSubMap.computeIfPresent", new Fails("computeIfPresent"))
          .at(Operation.COMPUTE, "$NavigableSubMap.merge", new Fails("merge"))
          .at(
              Operation.REMOVE_VALUE,
              "$NavigableSubMap$EntrySetView.remove" + OBJECT,
              ENTRY,
              OUTER_VIEW,
              VIEWED)
          .at(Operation.ITERATOR, "$NavigableSubMap$SubMapIterator.removeAscending", DELETE)
          .at(Operation.ITERATOR, "$NavigableSubMap$SubMapIterator.removeDescending", DELETE)
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "put" + KEY_VALUE_FLAG)
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "putAll")
          .mutating(new Whole(Mutation.REMOVE, 0, Whole.NONE), "remove" + KEY)
          .mutating(Mutation.REMOVE, "deleteEntry")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(Mutation.COMPUTE, "computeIfAbsent")
          .mutating(Mutation.COMPUTE, "compute")
          .mutating(Mutation.COMPUTE, "merge")
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("deleteEntry", REMOVES)
          .looping("clear" + NOTHING, REMOVES)
          .looping("$PrivateEntryIterator.nextEntry", FAILS, OUTER)
          .looping("$PrivateEntryIterator.prevEntry", FAILS, OUTER)
          .looping("$PrivateEntryIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$PrivateEntryIterator.<init>", new Begin(true), OUTER)
          .looping("$PrivateEntryIterator.hasNext", ENDS, OUTER)
          .looping("$DescendingKeyIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$NavigableSubMap$SubMapIterator.nextEntry", FAILS, OUTER_VIEW, VIEWED)
          .looping("$NavigableSubMap$SubMapIterator.prevEntry", FAILS, OUTER_VIEW, VIEWED)
          .looping("$NavigableSubMap$SubMapIterator.removeAscending", FAILS, OUTER_VIEW, VIEWED)
          .looping("$NavigableSubMap$SubMapIterator.removeDescending", FAILS, OUTER_VIEW, VIEWED)
          .looping("$NavigableSubMap$SubMapIterator.<init>", new Begin(false), OUTER_VIEW, VIEWED)
          .looping("$NavigableSubMap$SubMapIterator.hasNext", ENDS, OUTER_VIEW, VIEWED)
          .spliterators(FAILS, "tree:java/util/TreeMap", "Key", "Value", "Entry", "DescendingKey")
          .views("this$0", "$Values", "$EntrySet", "$PrivateEntryIterator")
          .views("this$0", "$NavigableSubMap$EntrySetView", "$NavigableSubMap$SubMapIterator")
          .views("m", "$KeySet", "$NavigableSubMap")
          .boundCallers("$AscendingSubMap", "$DescendingSubMap")
          .boundCallers("$EntryIterator", "$KeyIterator", "$ValueIterator")
          .boundCallers("$NavigableSubMap$DescendingSubMapEntryIterator")
          .boundCallers("$NavigableSubMap$DescendingSubMapKeyIterator")
          .boundCallers("$NavigableSubMap$SubMapEntryIterator")
          .boundCallers("$NavigableSubMap$SubMapKeyIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .counts("$Values", Operation.REMOVE, Way.VALUES)
          .counts("$EntrySet", Operation.REMOVE_VALUE, Way.ENTRY_SET)
          .counts("$PrivateEntryIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .counts("$DescendingKeyIterator", Operation.ITERATOR, Way.DESCENDING_ITERATOR)
          .counts("$NavigableSubMap", Operation.POLL, Way.HEAD_POLL)
          .counts("$NavigableSubMap$EntrySetView", Operation.REMOVE_VALUE, Way.HEAD_ENTRY_SET)
          .counts("$NavigableSubMap$SubMapIterator", Operation.ITERATOR, Way.HEAD_ITERATOR)
          .build();

  private TreeMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new TreeMap<>();
  }
}
