package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * EnumMap: no funnel; each method that removes decrements {@code size} itself. What it does not
 * override comes from the default methods of {@code java.util.Map}.
 */
final class EnumMapFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/EnumMap";
  private static final Decrement SIZE = new Decrement("size", false, KeySource.NONE, "");
  private static final Decrement REMOVE = new Decrement("size", true, KeySource.PARAMETER, "");

  static final MapFamily ENUM_MAP =
      MapFamily.of("java.util.EnumMap", new EnumMapFamily())
          .at(Operation.REMOVE, "remove" + KEY, REMOVE)
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(Operation.REMOVE, "$Values.remove" + OBJECT, SIZE, OUTER)
          .at(Operation.ITERATOR, "$EnumMapIterator.remove" + NOTHING, SIZE, OUTER)
          .mutating(Mutation.INSERT, "put(Ljava/lang/Enum;Ljava/lang/Object;)Ljava/lang/Object;")
          .mutating(Mutation.REMOVE, "remove" + KEY)
          .mutating(new Whole(Mutation.REMOVE, Whole.NONE, 1), "removeMapping")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(new Whole(Mutation.REMOVE, Whole.NONE, 0), "$Values.remove" + OBJECT, OUTER)
          .mutating(Mutation.REMOVE, "$EnumMapIterator.remove" + NOTHING, OUTER)
          .views("this$0", "$KeySet", "$Values", "$EntrySet", "$EnumMapIterator")
          .boundCallers("$EntryIterator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .counts("$Values", Operation.REMOVE, Way.VALUES)
          .counts("$EnumMapIterator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .build();

  private EnumMapFamily() {}

  @Override
  public Map<TimeUnit, Object> make() {
    return new EnumMap<>(TimeUnit.class);
  }
}
