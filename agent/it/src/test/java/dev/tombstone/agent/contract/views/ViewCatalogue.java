package dev.tombstone.agent.contract.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All maps, collections and iterators that this JDK's {@code java.util} and {@code
 * java.util.concurrent} have, and why some of them are none of ours. Lists and queues are backed by
 * no map, and a spliterator cannot remove.
 */
final class ViewCatalogue {
  /** Names, or with a star beginnings of names, and the reason. */
  private static final Map<String, String> NONE_OF_OURS = new LinkedHashMap<>();

  static {
    String list = "of a list or queue";
    for (String owner :
        List.of(
            "AbstractList",
            "ArrayDeque",
            "ArrayList",
            "Arrays",
            "LinkedList",
            "PriorityQueue",
            "ReverseOrderListView",
            "Vector",
            "Collections$CheckedList",
            "Collections$UnmodifiableList",
            "concurrent.ArrayBlockingQueue",
            "concurrent.ConcurrentLinkedDeque",
            "concurrent.ConcurrentLinkedQueue",
            "concurrent.CopyOnWriteArrayList",
            "concurrent.DelayQueue",
            "concurrent.LinkedBlockingDeque",
            "concurrent.LinkedBlockingQueue",
            "concurrent.LinkedTransferQueue",
            "concurrent.PriorityBlockingQueue",
            "concurrent.ScheduledThreadPoolExecutor")) {
      NONE_OF_OURS.put("java.util." + owner + "$*", list);
    }
    String refuses = "refuses to delete";
    for (String type :
        List.of(
            "Collections$1",
            "Collections$3",
            "Collections$Empty*",
            "Collections$Singleton*",
            "Collections$Unmodifiable*",
            "Enumeration$1",
            "ImmutableCollections$*",
            "PrimitiveIterator*",
            "Scanner",
            "ServiceLoader$*",
            "Spliterators$*",
            "StringTokenizer")) {
      NONE_OF_OURS.put("java.util." + type, refuses);
    }
    NONE_OF_OURS.put("java.util.EnumSet", "bits, no map");
    NONE_OF_OURS.put("java.util.RegularEnumSet*", "bits, no map");
    NONE_OF_OURS.put("java.util.JumboEnumSet*", "bits, no map");
    NONE_OF_OURS.put("java.util.ListIterator", list);
    NONE_OF_OURS.put("java.util.concurrent.CopyOnWriteArraySet", "an array, no map");
    NONE_OF_OURS.put("java.util.TreeMap$SubMap", "read from old streams, where it becomes another");
  }

  /** What is never handed out but within a wrapper, and is met with that. */
  private static final Set<String> WITHIN_WRAPPERS =
      Set.of(
          "java.util.Hashtable$EntrySet",
          "java.util.Hashtable$KeySet",
          "java.util.Hashtable$ValueCollection",
          "java.util.Properties$EntrySet");

  private ViewCatalogue() {}

  /** What this JDK has that is neither among these nor known to be none of ours. */
  static List<String> unmet(Set<String> met) {
    List<String> unmet = new ArrayList<>();
    for (String name : names()) {
      boolean known = met.contains(name) || WITHIN_WRAPPERS.contains(name) || isNoneOfOurs(name);
      if (!known && deletes(name)) {
        unmet.add("no test deletes through " + name);
      }
    }
    return unmet;
  }

  private static boolean deletes(String name) {
    try {
      Class<?> type = Class.forName(name, false, null);
      boolean view =
          Map.class.isAssignableFrom(type)
              || Collection.class.isAssignableFrom(type)
              || Iterator.class.isAssignableFrom(type)
              || Enumeration.class.isAssignableFrom(type);
      return view && !List.class.isAssignableFrom(type) && !Queue.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isNoneOfOurs(String name) {
    for (String known : NONE_OF_OURS.keySet()) {
      if (known.endsWith("*")
          ? name.startsWith(known.substring(0, known.length() - 1))
          : name.equals(known)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names() {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    List<String> names = new ArrayList<>();
    for (String folder : List.of("java/util", "java/util/concurrent")) {
      try (Stream<Path> files = Files.list(image.getPath("modules", "java.base", folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".class"))
            .map(file -> folder + "/" + file.substring(0, file.length() - ".class".length()))
            .map(file -> file.replace('/', '.'))
            .forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }
}
