package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.Guard;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;

/**
 * WeakHashMap, IdentityHashMap and EnumMap: no funnel; each method that removes decrements {@code
 * size} itself. What they do not override comes from the default methods of {@code java.util.Map}.
 */
final class TableMapFamilies {
  private static final Decrement SIZE = new Decrement("size", false, KeySource.NONE, "");
  private static final Decrement REMOVE = new Decrement("size", true, KeySource.PARAMETER, "");
  private static final Decrement REMOVE_ENTRY =
      new Decrement("size", true, KeySource.ENTRY_PARAMETER, "");
  private static final Inner BY_ITERATOR = new Inner("java/util/Iterator.remove");
  private static final Inner BY_REMOVE = new Inner("remove");

  static final MapFamily WEAK_HASH_MAP =
      MapFamily.of("java.util.WeakHashMap")
          .at(
              Operation.REMOVE,
              "remove" + KEY,
              new Decrement("size", true, KeySource.PARAMETER, "hash"))
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE_ENTRY)
          .at(Operation.EXPUNGE, "expungeStaleEntries", SIZE)
          .at(Operation.EXPUNGE, "transfer", SIZE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(
              Operation.REMOVE,
              "$KeySet.remove" + OBJECT,
              new Guard("containsKey"),
              "this$0:java/util/WeakHashMap")
          .at(
              Operation.ITERATOR,
              "$HashIterator.remove" + NOTHING,
              BY_REMOVE,
              "this$0:java/util/WeakHashMap")
          .mutating(new Whole(Mutation.INSERT, 0, Whole.NONE), "put")
          .mutating(new Whole(Mutation.REMOVE, 0, Whole.NONE), "remove" + KEY)
          .mutating(new Whole(Mutation.REMOVE, 0, Whole.NONE), "removeMapping")
          .mutating(Mutation.EXPUNGE, "expungeStaleEntries")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .build();

  static final MapFamily IDENTITY_HASH_MAP =
      MapFamily.of("java.util.IdentityHashMap")
          .at(Operation.REMOVE, "remove" + KEY, REMOVE)
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(
              Operation.ITERATOR,
              "$IdentityHashMapIterator.remove" + NOTHING,
              SIZE,
              "this$0:java/util/IdentityHashMap")
          .at(
              Operation.ITERATOR,
              "$IdentityHashMapIterator.remove" + NOTHING,
              BY_REMOVE,
              "this$0:java/util/IdentityHashMap")
          .at(Operation.REMOVE_IF, "$KeySet.removeAll", BY_ITERATOR)
          .at(Operation.REMOVE, "$Values.remove" + OBJECT, BY_ITERATOR)
          .at(Operation.REMOVE_IF, "$EntrySet.removeAll", BY_ITERATOR)
          .mutating(Mutation.INSERT, "put")
          .mutating(Mutation.REMOVE, "remove" + KEY)
          .mutating(Mutation.REMOVE, "removeMapping")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(
              Mutation.REMOVE,
              "$IdentityHashMapIterator.remove" + NOTHING,
              "this$0:java/util/IdentityHashMap")
          .build();

  static final MapFamily ENUM_MAP =
      MapFamily.of("java.util.EnumMap")
          .at(Operation.REMOVE, "remove" + KEY, REMOVE)
          .at(Operation.REMOVE_VALUE, "removeMapping", REMOVE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("size"))
          .at(Operation.REMOVE, "$Values.remove" + OBJECT, SIZE, "this$0:java/util/EnumMap")
          .at(
              Operation.ITERATOR,
              "$EnumMapIterator.remove" + NOTHING,
              SIZE,
              "this$0:java/util/EnumMap")
          .mutating(Mutation.INSERT, "put(Ljava/lang/Enum;Ljava/lang/Object;)Ljava/lang/Object;")
          .mutating(Mutation.REMOVE, "remove" + KEY)
          .mutating(new Whole(Mutation.REMOVE, Whole.NONE, 1), "removeMapping")
          .mutating(Mutation.CLEAR, "clear" + NOTHING)
          .mutating(
              new Whole(Mutation.REMOVE, Whole.NONE, 0),
              "$Values.remove" + OBJECT,
              "this$0:java/util/EnumMap")
          .mutating(
              Mutation.REMOVE, "$EnumMapIterator.remove" + NOTHING, "this$0:java/util/EnumMap")
          .build();

  static final MapFamily HASHTABLE =
      MapFamily.of("java.util.Hashtable")
          .at(
              Operation.REMOVE,
              "remove" + KEY,
              new Decrement("count", true, KeySource.PARAMETER, "hashCode"))
          .at(
              Operation.REMOVE_VALUE,
              "remove" + KEY_VALUE,
              new Decrement("count", true, KeySource.PARAMETER, "hashCode"))
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("count"))
          .at(Operation.COMPUTE, "computeIfPresent", compute())
          .at(Operation.COMPUTE, "compute", compute())
          .at(Operation.COMPUTE, "merge", compute())
          .at(
              Operation.REMOVE_VALUE,
              "$EntrySet.remove" + OBJECT,
              new Decrement("count", true, KeySource.ENTRY_PARAMETER, ""),
              "this$0:java/util/Hashtable")
          .at(
              Operation.ITERATOR,
              "$Enumerator.remove" + NOTHING,
              new Decrement("count", false, KeySource.NONE, ""),
              "this$0:java/util/Hashtable")
          .build();

  private TableMapFamilies() {}

  private static Decrement compute() {
    return new Decrement("count", false, KeySource.PARAMETER, "hashCode");
  }
}
