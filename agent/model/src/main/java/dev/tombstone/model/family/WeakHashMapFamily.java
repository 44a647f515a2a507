package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Backlog;
import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Fails;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.Guard;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * WeakHashMap: no funnel; each method that removes decrements {@code size} itself. What it does not
 * override comes from the default methods of {@code java.util.Map}.
 */
final class WeakHashMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/WeakHashMap";
  private static final Decrement SIZE = new Decrement("size", false, KeySource.NONE, "");
  private static final Decrement REMOVE_ENTRY =
      new Decrement("size", true, KeySource.ENTRY_PARAMETER, "");
  private static final Inner BY_REMOVE = new Inner("remove");
  private static final Failure FAILS = new Failure();
  private static final Change REMOVES = new Change();

  static final MapFamily WEAK_HASH_MAP =
      MapFamily.of("java.util.WeakHashMap", new WeakHashMapFamily())
          .at(
              Operation.REMOVE,
              "remove" + KEY,
              new Decrement("size", true, KeySource.PARAMETER, "hash"))
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE_ENTRY)
          .at(Operation.EXPUNGE, "expungeStaleEntries", SIZE)
          .at(Operation.EXPUNGE, "transfer", SIZE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(Operation.REMOVE, "$KeySet.remove" + OBJECT, new Guard("containsKey"), OUTER)
          .at(Operation.ITERATOR, "$HashIterator.remove" + NOTHING, new Fails(""))
          .at(Operation.ITERATOR, "$HashIterator.remove" + NOTHING, BY_REMOVE, OUTER)
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "put")
          .mutating(new Whole(Mutation.REMOVE, 0, Whole.NONE), "remove" + KEY)
          .mutating(new Whole(Mutation.REMOVE, 0, Whole.NONE), "removeMapping")
          .mutating(Mutation.EXPUNGE, "expungeStaleEntries")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("remove" + KEY, REMOVES)
          .looping("removeMapping", REMOVES)
          .looping("clear" + NOTHING, REMOVES)
          .looping("$HashIterator.nextEntry", FAILS, OUTER)
          .looping("$HashIterator.remove" + NOTHING, FAILS, OUTER)
          .looping("$HashIterator.<init>", new Begin(true), OUTER)
          .looping("$HashIterator.hasNext", new End(false), OUTER)
          .spliterators(FAILS, "map:java/util/WeakHashMap", "Key", "Value", "Entry")
          .clearing("clear" + NOTHING)
          .resizing("expungeStaleEntries", new Backlog("size"))
          .insertingWeakly("put")
          .views("this$0", "$KeySet", "$Values", "$EntrySet", "$HashIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          // The key set looks before it removes, and itself tells of what it misses.
          .counts("$KeySet", Operation.REMOVE, Way.KEY_SET_MISS)
          .scopes("$HashIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .build();

  private WeakHashMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new WeakHashMap<>();
  }
}
