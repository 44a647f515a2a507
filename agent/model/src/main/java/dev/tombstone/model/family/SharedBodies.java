package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.DefaultRemove;
import dev.tombstone.model.family.Marker.Fails;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.ViewGuard;
import dev.tombstone.model.family.Marker.ViewRemove;
import dev.tombstone.model.family.Marker.ViewTaken;
import dev.tombstone.model.family.Marker.Wrapped;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Operation;
import java.util.List;

/**
 * Bodies that delete from whatever map is behind them: default methods, the abstract collections,
 * wrappers that loop on their own, and {@code Properties} around its inner map.
 */
final class SharedBodies {
  private static final Inner BY_ITERATOR = new Inner("java/util/Iterator.remove");
  private static final String INNER_MAP = "map:java/util/concurrent/ConcurrentHashMap";
  private static final Inner BY_REMOVE = new Inner("remove");
  private static final Fails FAILS = new Fails("");

  static final MapFamily PROPERTIES =
      MapFamily.of("java.util.Properties")
          .at("remove", new Wrapped(), INNER_MAP)
          .at("clear", new Wrapped(), INNER_MAP)
          .at("compute", new Wrapped(), INNER_MAP)
          .at("computeIfPresent", new Wrapped(), INNER_MAP)
          .at("merge", new Wrapped(), INNER_MAP)
          .at("keySet", new ViewTaken(), INNER_MAP)
          .at("values", new ViewTaken(), INNER_MAP)
          .at("entrySet", new ViewTaken(), INNER_MAP)
          .build();

  static final List<MapFamily> ALL =
      List.of(
          MapFamily.of("java.util.Map")
              .at(Operation.REMOVE_VALUE, "remove", FAILS)
              .at(Operation.REMOVE_VALUE, "remove", BY_REMOVE)
              .at("remove", new DefaultRemove())
              .at(Operation.COMPUTE, "compute", FAILS)
              .at(Operation.COMPUTE, "compute", BY_REMOVE)
              .at(Operation.COMPUTE, "computeIfPresent", FAILS)
              .at(Operation.COMPUTE, "computeIfPresent", BY_REMOVE)
              .at(Operation.COMPUTE, "merge", FAILS)
              .at(Operation.COMPUTE, "merge", BY_REMOVE)
              .build(),
          MapFamily.of("java.util.concurrent.ConcurrentMap")
              .at(Operation.COMPUTE, "compute", FAILS)
              .at(Operation.COMPUTE, "compute", BY_REMOVE)
              .at(Operation.COMPUTE, "computeIfPresent", FAILS)
              .at(Operation.COMPUTE, "computeIfPresent", BY_REMOVE)
              .at(Operation.COMPUTE, "merge", FAILS)
              .at(Operation.COMPUTE, "merge", BY_REMOVE)
              .build(),
          MapFamily.of("java.util.Collection")
              .at(Operation.REMOVE_IF, "removeIf", BY_ITERATOR)
              .removing(BulkCall.REMOVE_IF, "removeIf")
              .build(),
          MapFamily.of("java.util.AbstractCollection")
              .at(Operation.REMOVE, "remove" + OBJECT, FAILS)
              .at(Operation.REMOVE, "remove" + OBJECT, BY_ITERATOR)
              .at("remove" + OBJECT, new ViewRemove())
              .at(Operation.REMOVE_IF, "removeAll", BY_ITERATOR)
              .at(Operation.REMOVE_IF, "retainAll", BY_ITERATOR)
              .at(Operation.CLEAR, "clear" + NOTHING, BY_ITERATOR)
              .removing(BulkCall.REMOVE_ALL, "removeAll")
              .removing(BulkCall.RETAIN_ALL, "retainAll")
              .removing(BulkCall.CLEAR, "clear" + NOTHING)
              .build(),
          MapFamily.of("java.util.AbstractSet")
              .at(Operation.REMOVE_IF, "removeAll", BY_ITERATOR)
              .at(Operation.REMOVE_IF, "removeAll", BY_REMOVE)
              .removing(BulkCall.REMOVE_ALL, "removeAll")
              .build(),
          MapFamily.of("java.util.AbstractMap")
              .at(Operation.REMOVE, "remove" + KEY, BY_ITERATOR)
              .build(),
          MapFamily.of("java.util.SequencedMap")
              .since(21, Operation.POLL, "pollFirstEntry", BY_ITERATOR)
              .since(21, Operation.POLL, "pollLastEntry", BY_ITERATOR)
              .build(),
          MapFamily.of("java.util.SequencedCollection")
              .since(21, Operation.POLL, "removeFirst", BY_ITERATOR)
              .since(21, Operation.POLL, "removeLast", BY_ITERATOR)
              .build(),
          MapFamily.of("java.util.SortedSet")
              .since(21, Operation.POLL, "removeFirst", BY_REMOVE)
              .since(21, Operation.POLL, "removeLast", BY_REMOVE)
              .build(),
          MapFamily.of("java.util.ReverseOrderSortedMapView")
              .since(21, Operation.ITERATOR, "$4.remove", BY_REMOVE)
              .since(21, Operation.ITERATOR, "$Submap$1.remove", BY_REMOVE)
              .from(21, "$Submap.remove", new ViewGuard("aboveHead"))
              .from(21, "$Submap.remove", new ViewGuard("belowTail"))
              .build(),
          MapFamily.of("java.util.ReverseOrderSortedSetView")
              .since(21, Operation.ITERATOR, "$1.remove", BY_REMOVE)
              .from(21, "$Subset.remove", new ViewGuard("aboveHead"))
              .from(21, "$Subset.remove", new ViewGuard("belowTail"))
              .build(),
          MapFamily.of("java.util.Collections$CheckedMap$CheckedEntrySet")
              .at(Operation.REMOVE_IF, "batchRemove", BY_ITERATOR)
              .build(),
          MapFamily.of("java.util.concurrent.ConcurrentSkipListSet")
              .at(Operation.REMOVE, "remove" + OBJECT, BY_REMOVE)
              .at(Operation.REMOVE_IF, "removeAll", BY_REMOVE)
              .removing(BulkCall.REMOVE_ALL, "removeAll")
              .build());

  private SharedBodies() {}
}
