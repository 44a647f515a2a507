package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.ChangeAtOnce;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.Move;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * IdentityHashMap: no funnel; each method that removes decrements {@code size} itself, and moves
 * entries within the table. What it does not override comes from the default methods of {@code
 * java.util.Map}.
 */
final class IdentityHashMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/IdentityHashMap";
  private static final Decrement SIZE = new Decrement("size", false, KeySource.NONE, "");
  private static final Decrement REMOVE = new Decrement("size", true, KeySource.PARAMETER, "");
  private static final Inner BY_ITERATOR = new Inner("java/util/Iterator.remove");
  private static final Inner BY_REMOVE = new Inner("remove");
  private static final ChangeAtOnce MOVES = new ChangeAtOnce(false);
  private static final Failure FAILS = new Failure();

  static final MapFamily IDENTITY_HASH_MAP =
      MapFamily.of("java.util.IdentityHashMap", new IdentityHashMapFamily())
          .at(Operation.REMOVE, "remove" + KEY, REMOVE)
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(Operation.ITERATOR, "$IdentityHashMapIterator.remove" + NOTHING, SIZE, OUTER)
          .at(Operation.ITERATOR, "$IdentityHashMapIterator.remove" + NOTHING, BY_REMOVE, OUTER)
          .at(Operation.REMOVE_IF, "$KeySet.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE, "$Values.remove" + OBJECT, BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$EntrySet.removeAll", BY_ITERATOR)
          .mutating(Mutation.INSERT, "put")
          .mutating(Mutation.REMOVE, "remove" + KEY)
          .mutating(Mutation.REMOVE, "removeMapping")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(Mutation.REMOVE, "$IdentityHashMapIterator.remove" + NOTHING, OUTER)
          .overridden(Mutation.REMOVE)
          .clearing("clear" + NOTHING)
          .removing(BulkCall.REMOVE_ALL, "$KeySet.removeAll")
          .removing(BulkCall.REMOVE_ALL, "$EntrySet.removeAll")
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("remove" + KEY, MOVES)
          .looping("removeMapping", MOVES)
          .looping("clear" + NOTHING, new Change())
          .looping("closeDeletion", new Move())
          .looping("$IdentityHashMapIterator.remove" + NOTHING, new ChangeAtOnce(true), OUTER)
          .looping("$IdentityHashMapIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$IdentityHashMapIterator.nextIndex", FAILS, OUTER)
          .looping("$IdentityHashMapIterator.<init>", new Begin(true), OUTER)
          .looping("$IdentityHashMapIterator.hasNext", new End(true), OUTER)
          .spliterators(FAILS, "map:java/util/IdentityHashMap", "Key", "Value", "Entry")
          .views("this$0", "$KeySet", "$Values", "$EntrySet", "$IdentityHashMapIterator")
          .boundCallers("$EntryIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .counts("$IdentityHashMapIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .scopes("$KeySet", Operation.REMOVE_IF, Way.KEY_SET_ALL)
          .scopes("$Values", Operation.REMOVE, Way.VALUES)
          .scopes("$EntrySet", Operation.REMOVE_IF, Way.ENTRY_SET_ALL)
          .build();

  private IdentityHashMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new IdentityHashMap<>();
  }
}
