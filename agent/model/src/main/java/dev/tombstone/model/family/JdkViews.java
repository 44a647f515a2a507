package dev.tombstone.model.family;

import dev.tombstone.model.family.JdkView.Holds;
import java.util.ArrayList;
import java.util.List;

/**
 * The views, wrappers and iterators of {@code java.util} and {@code java.util.concurrent} through
 * which entries leave a map, on every JDK. Those that refuse to delete are not among them.
 */
public final class JdkViews {
  /** All of them; one that a JDK does not have, or not with this field, is left out there. */
  public static final List<JdkView> ALL = all();

  private JdkViews() {}

  private static List<JdkView> all() {
    List<JdkView> views = new ArrayList<>();
    String util = "java.util.";
    String concurrent = "java.util.concurrent.";
    for (MapFamily family : MapFamilies.maps()) {
      views.addAll(family.views());
    }
    add(views, util + "Properties$", "EntrySet", "entrySet");
    add(views, util, "HashSet", "map");
    add(views, util, "TreeSet", "m");
    add(views, concurrent, "ConcurrentSkipListSet", "m");
    add(views, util + "Collections$", "SetFromMap SynchronizedMap CheckedMap", "m");
    add(views, util + "Collections$", "SynchronizedCollection CheckedCollection", "c");
    add(views, util + "Collections$CheckedCollection$", "1", "val$it");
    add(views, util + "Collections$CheckedMap$", "CheckedEntrySet", "s");
    add(views, util + "Collections$CheckedMap$CheckedEntrySet$", "1", "val$i");
    abstractMap(views);
    sequenced(views);
    reversed(views);
    return List.copyOf(views);
  }

  private static void abstractMap(List<JdkView> views) {
    String map = "java.util.AbstractMap$";
    views.add(new JdkView(map + "1", "this$0", Holds.KEYS));
    add(views, map, "2", "this$0");
    add(views, map, "1$1 2$1 KeyIterator ValueIterator", "i");
  }

  private static void sequenced(List<JdkView> views) {
    add(views, "java.util.SequencedMap$1", "SeqKeySet SeqValues SeqEntrySet", "this$0");
    views.add(
        new JdkView("java.util.LinkedHashSet$1ReverseLinkedHashSetView", "this$0", Holds.KEYS));
  }

  private static void reversed(List<JdkView> views) {
    String map = "java.util.ReverseOrderSortedMapView";
    add(views, map, "", "base");
    add(views, map + "$", "1 2 3 Submap", "this$0");
    add(views, map + "$", "4", "root");
    add(views, map + "$", "5 6", "val$map");
    add(views, map + "$Submap$", "1", "it");
    views.add(new JdkView(map + "$Submap$2", "this$1", Holds.ENTRIES));
    String set = "java.util.ReverseOrderSortedSetView";
    add(views, set, "", "base");
    add(views, set + "$", "1", "root");
    add(views, set + "$", "Subset", "this$0");
    add(views, set + "$Subset$", "1", "it");
  }

  private static void add(List<JdkView> views, String prefix, String names, String field) {
    for (String name : names.split(" ", -1)) {
      views.add(new JdkView(prefix + name, field, Holds.OTHER));
    }
  }
}
