package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.ChangeAtOnce;
import dev.tombstone.model.family.Marker.ChangeAtTheEnd;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.Move;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the fail-fast maps notice in the middle of a loop that they were changed, where loops end,
 * and where removals raise {@code modCount}.
 */
final class IterationPoints {
  private static final Failure FAILS = new Failure();
  private static final End ENDS = new End(false);
  private static final Change REMOVES = new Change();
  private static final ChangeAtOnce MOVES = new ChangeAtOnce(false);
  private static final String VIEWED = "m:java/util/TreeMap";

  static final List<WeavePoint> ALL = all();

  private IterationPoints() {}

  private static List<WeavePoint> all() {
    List<WeavePoint> points = new ArrayList<>();
    points.addAll(hashMap());
    points.addAll(linkedHashMap());
    points.addAll(treeMap());
    points.addAll(weakHashMap());
    points.addAll(identityHashMap());
    points.addAll(hashtable());
    return List.copyOf(points);
  }

  private static List<WeavePoint> hashMap() {
    String map = "this$0:java/util/HashMap";
    MapFamily.Builder builder =
        whole("java.util.HashMap")
            .at("removeNode", new ChangeAtTheEnd())
            .at("clear" + NOTHING, REMOVES)
            .at("$HashIterator.nextNode", FAILS, map)
            .at("$HashIterator.remove" + NOTHING, FAILS, map)
            .at("$HashIterator.hasNext", ENDS, map)
            .at("$KeySet.forEach", FAILS, map)
            .at("$Values.forEach", FAILS, map)
            .at("$EntrySet.forEach", FAILS, map);
    return spliterators(builder, "map:java/util/HashMap", "Key", "Value", "Entry");
  }

  private static List<WeavePoint> linkedHashMap() {
    String map = "this$0:java/util/LinkedHashMap";
    String base = "base:java/util/LinkedHashMap";
    return whole("java.util.LinkedHashMap")
        .at("$LinkedHashIterator.nextNode", FAILS, map)
        .at("$LinkedHashIterator.remove" + NOTHING, FAILS, map)
        .at("$LinkedHashIterator.hasNext", ENDS, map)
        .at("$LinkedKeySet.forEach", FAILS, map)
        .at("$LinkedValues.forEach", FAILS, map)
        .at("$LinkedEntrySet.forEach", FAILS, map)
        .from(21, "$ReversedLinkedHashMapView.forEach", FAILS, base)
        .from(21, "$ReversedLinkedHashMapView.replaceAll", FAILS, base)
        .build()
        .points();
  }

  private static List<WeavePoint> treeMap() {
    String map = "this$0:java/util/TreeMap";
    String view = "this$0:java/util/TreeMap$NavigableSubMap";
    MapFamily.Builder builder =
        whole("java.util.TreeMap")
            .at("deleteEntry", REMOVES)
            .at("clear" + NOTHING, REMOVES)
            .at("$PrivateEntryIterator.nextEntry", FAILS, map)
            .at("$PrivateEntryIterator.prevEntry", FAILS, map)
            .at("$PrivateEntryIterator.remove" + NOTHING, FAILS, map)
            .at("$PrivateEntryIterator.hasNext", ENDS, map)
            .at("$DescendingKeyIterator.remove" + NOTHING, FAILS, map)
            .at("$NavigableSubMap$SubMapIterator.nextEntry", FAILS, view, VIEWED)
            .at("$NavigableSubMap$SubMapIterator.prevEntry", FAILS, view, VIEWED)
            .at("$NavigableSubMap$SubMapIterator.removeAscending", FAILS, view, VIEWED)
            .at("$NavigableSubMap$SubMapIterator.removeDescending", FAILS, view, VIEWED)
            .at("$NavigableSubMap$SubMapIterator.hasNext", ENDS, view, VIEWED);
    return spliterators(
        builder, "tree:java/util/TreeMap", "Key", "Value", "Entry", "DescendingKey");
  }

  private static List<WeavePoint> weakHashMap() {
    String map = "this$0:java/util/WeakHashMap";
    MapFamily.Builder builder =
        whole("java.util.WeakHashMap")
            .at("remove" + KEY, REMOVES)
            .at("removeMapping", REMOVES)
            .at("clear" + NOTHING, REMOVES)
            .at("$HashIterator.nextEntry", FAILS, map)
            .at("$HashIterator.remove" + NOTHING, FAILS, map)
            .at("$HashIterator.hasNext", ENDS, map);
    return spliterators(builder, "map:java/util/WeakHashMap", "Key", "Value", "Entry");
  }

  private static List<WeavePoint> identityHashMap() {
    String map = "this$0:java/util/IdentityHashMap";
    MapFamily.Builder builder =
        whole("java.util.IdentityHashMap")
            .at("remove" + KEY, MOVES)
            .at("removeMapping", MOVES)
            .at("clear" + NOTHING, REMOVES)
            .at("closeDeletion", new Move())
            .at("$IdentityHashMapIterator.remove" + NOTHING, new ChangeAtOnce(true), map)
            .at("$IdentityHashMapIterator.remove" + NOTHING, FAILS, map)
            .at("$IdentityHashMapIterator.nextIndex", FAILS, map)
            .at("$IdentityHashMapIterator.hasNext", new End(true), map);
    return spliterators(builder, "map:java/util/IdentityHashMap", "Key", "Value", "Entry");
  }

  private static List<WeavePoint> hashtable() {
    String map = "this$0:java/util/Hashtable";
    return whole("java.util.Hashtable")
        .at("remove" + KEY, REMOVES)
        .at("remove" + KEY_VALUE, REMOVES)
        .at("clear" + NOTHING, REMOVES)
        .at("computeIfPresent", REMOVES)
        .at("compute", REMOVES)
        .at("merge", REMOVES)
        .at("$EntrySet.remove" + OBJECT, REMOVES, map)
        .at("$Enumerator.remove" + NOTHING, REMOVES, map)
        .at("$Enumerator.remove" + NOTHING, FAILS, map)
        .at("$Enumerator.next" + "()Ljava/lang/Object;", FAILS, map)
        .at("$Enumerator.hasMoreElements", ENDS, map)
        .build()
        .points();
  }

  private static MapFamily.Builder whole(String mapType) {
    return MapFamily.of(mapType).at("forEach", FAILS).at("replaceAll", FAILS);
  }

  private static List<WeavePoint> spliterators(
      MapFamily.Builder builder, String path, String... kinds) {
    for (String kind : kinds) {
      builder.at("$" + kind + "Spliterator.tryAdvance", FAILS, path);
      builder.at("$" + kind + "Spliterator.forEachRemaining", FAILS, path);
    }
    return builder.build().points();
  }
}
