package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;

import dev.tombstone.model.family.Marker.Adjust;
import dev.tombstone.model.family.Marker.Fails;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.Marker.Guard;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.NullValue;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * ConcurrentSkipListMap and its views: the funnel is {@code doRemove}; polls and clear have their
 * own.
 */
final class SkipListMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/concurrent/ConcurrentSkipListMap";
  private static final String VIEWED = "m:java/util/concurrent/ConcurrentSkipListMap";
  private static final FunnelCall DO_REMOVE = new FunnelCall("doRemove", 0, false, -1);
  private static final FunnelCall REMOVE_MAPPING = new FunnelCall("doRemove", 0, false, -1, 1);
  private static final Fails FAILS = new Fails("");
  private static final Adjust ADD_COUNT = new Adjust("addCount", KeySource.NONE, true);

  static final MapFamily CONCURRENT_SKIP_LIST_MAP =
      MapFamily.of("java.util.concurrent.ConcurrentSkipListMap", new SkipListMapFamily())
          .at(Operation.REMOVE, "remove" + KEY, DO_REMOVE)
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, REMOVE_MAPPING)
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, new NullValue())
          .at(Operation.COMPUTE, "computeIfPresent", DO_REMOVE)
          .at(Operation.COMPUTE, "compute", DO_REMOVE)
          .at(Operation.COMPUTE, "merge", DO_REMOVE)
          .at(Operation.POLL, "pollFirstEntry", new FunnelCall("doRemoveFirstEntry", -1, true, -1))
          .at(Operation.POLL, "pollLastEntry", new FunnelCall("doRemoveLastEntry", -1, true, -1))
          .at(Operation.CLEAR, "clear" + NOTHING, ADD_COUNT)
          .at(Operation.REMOVE_IF, "removeEntryIf", new Inner("remove"))
          .at(Operation.REMOVE_IF, "removeValueIf", new Inner("remove"))
          .at(Operation.REMOVE_IF, "$Values.removeIf", new Inner("remove"))
          .at(Operation.REMOVE_IF, "$EntrySet.removeIf", new Inner("remove"))
          .removing(BulkCall.REMOVE_IF, "removeEntryIf")
          .removing(BulkCall.REMOVE_IF, "removeValueIf")
          .at(Operation.ITERATOR, "$Iter.remove" + NOTHING, FAILS)
          .at(Operation.ITERATOR, "$Iter.remove" + NOTHING, new Inner("remove"), OUTER)
          .at(Operation.REMOVE, "$SubMap.remove" + KEY, new Guard("inBounds"), VIEWED)
          .at(Operation.REMOVE_VALUE, "$SubMap.remove" + KEY_VALUE, new Guard("inBounds"), VIEWED)
          .at(Operation.POLL, "$SubMap.removeLowest", DO_REMOVE)
          .at(Operation.POLL, "$SubMap.removeHighest", DO_REMOVE)
          .at(Operation.CLEAR, "$SubMap.clear" + NOTHING, new Inner("remove"), VIEWED)
          .at(Operation.ITERATOR, "$SubMap$SubMapIter.remove" + NOTHING, FAILS)
          .at(Operation.ITERATOR, "$SubMap$SubMapIter.remove" + NOTHING, new Inner("remove"))
          .views("m", "$KeySet", "$Values", "$EntrySet", "$SubMap")
          .views("this$0", "$Iter", "$SubMap$SubMapIter")
          .boundCallers("$EntryIterator", "$KeyIterator", "$ValueIterator")
          .boundCallers("$SubMap$SubMapEntryIterator", "$SubMap$SubMapKeyIterator")
          .boundCallers("$SubMap$SubMapValueIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .scopes("$Values", Operation.REMOVE_IF, Way.HEAD_VALUES_IF)
          .scopes("$EntrySet", Operation.REMOVE_IF, Way.HEAD_ENTRY_SET_IF)
          .scopes("$Iter", Operation.ITERATOR, Way.KEY_ITERATOR)
          .counts("$SubMap", Operation.POLL, Way.HEAD_POLL)
          .scopes("$SubMap$SubMapIter", Operation.ITERATOR, Way.HEAD_ITERATOR)
          .build();

  private SkipListMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new ConcurrentSkipListMap<>();
  }
}
