package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.ChangeAtTheEnd;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.Marker.Resize;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** HashMap: everything but {@code clear} goes through {@code removeNode}. */
final class HashMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/HashMap";
  private static final FunnelCall REMOVE_NODE = new FunnelCall("removeNode", 1, false, 0);
  private static final FunnelCall REMOVE_MAPPING = new FunnelCall("removeNode", 1, false, 0, 2);
  private static final Failure FAILS = new Failure();

  static final MapFamily HASH_MAP =
      MapFamily.of("java.util.HashMap", new HashMapFamily())
          .at(Operation.REMOVE, "remove" + KEY, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, REMOVE_MAPPING)
          .at(Operation.REMOVE, "$KeySet.remove" + OBJECT, REMOVE_NODE)
          .at(Operation.REMOVE_VALUE, "$EntrySet.remove" + OBJECT, REMOVE_MAPPING)
          .at(Operation.COMPUTE, "computeIfPresent", REMOVE_NODE)
          .at(Operation.COMPUTE, "compute", REMOVE_NODE)
          .at(Operation.COMPUTE, "merge", REMOVE_NODE)
          .at(Operation.ITERATOR, "$HashIterator.remove" + NOTHING, REMOVE_NODE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "put")
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "putIfAbsent")
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "putMapEntries")
          .mutating(new Whole(Mutation.REMOVE, 1, 2), "removeNode")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(Mutation.COMPUTE, "computeIfAbsent")
          .mutating(Mutation.COMPUTE, "compute")
          .mutating(Mutation.COMPUTE, "merge")
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("removeNode", new ChangeAtTheEnd())
          .looping("clear" + NOTHING, new Change())
          .looping("$HashIterator.nextNode", FAILS, OUTER)
          .looping("$HashIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$HashIterator.<init>", new Begin(true), OUTER)
          .looping("$HashIterator.hasNext", new End(false), OUTER)
          .looping("$KeySet.forEach", FAILS, OUTER)
          .looping("$Values.forEach", FAILS, OUTER)
          .looping("$EntrySet.forEach", FAILS, OUTER)
          .spliterators(FAILS, "map:java/util/HashMap", "Key", "Value", "Entry")
          .clearing("clear" + NOTHING)
          .resizing("resize", new Resize("size"))
          .views("this$0", "$KeySet", "$Values", "$EntrySet", "$HashIterator")
          .boundCallers("$EntryIterator", "$KeyIterator", "$ValueIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .counts("$KeySet", Operation.REMOVE, Way.KEY_SET)
          .counts("$EntrySet", Operation.REMOVE_VALUE, Way.ENTRY_SET)
          .counts("$HashIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .build();

  private HashMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new HashMap<>();
  }
}
