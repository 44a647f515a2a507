package dev.tombstone.instrumentation.callsite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What methods of the JDK's generic classes return, in terms of the type arguments of what they are
 * called on: the bytecode of a call has their erasure only.
 *
 * <p>Of two parameters (a map or an entry: {@code K}, {@code V}), or of one (a collection and the
 * like: {@code E}). Classes of the application that extend them may have others.
 */
final class JdkResults {
  private static final String PACKAGE = "Ljava/util/";
  private static final String ANYTHING = "Ljava/lang/Object;";

  /** The one set of keys that has a parameter for the values too. */
  private static final String KEY_VIEW = "Ljava/util/concurrent/ConcurrentHashMap$KeySetView;";

  private static final String ENTRY = "Ljava/util/Map$Entry<KV>;";

  /** By number of parameters and name; {@code =} stands for the class of the descriptor. */
  private static final Map<String, String> RESULTS = new HashMap<>();

  static {
    put(2, "=<K>", "keySet", "navigableKeySet", "descendingKeySet", "keys", "sequencedKeySet");
    put(2, "=<V>", "values", "elements", "sequencedValues");
    put(2, "=<" + ENTRY + ">", "entrySet", "sequencedEntrySet");
    put(2, "=<KV>", "headMap", "tailMap", "subMap", "descendingMap", "reversed");
    put(2, "V", "get", "getOrDefault", "put", "putIfAbsent", "remove", "replace", "merge");
    put(2, "V", "compute", "computeIfAbsent", "computeIfPresent", "getValue", "setValue");
    put(2, "K", "getKey", "firstKey", "lastKey", "lowerKey", "floorKey", "ceilingKey", "higherKey");
    put(2, ENTRY, "firstEntry", "lastEntry", "pollFirstEntry", "pollLastEntry");
    put(2, ENTRY, "lowerEntry", "floorEntry", "ceilingEntry", "higherEntry");
    put(1, "=<E>", "iterator", "listIterator", "descendingIterator", "spliterator");
    put(1, "=<E>", "stream", "parallelStream", "subList", "reversed", "elements");
    put(1, "=<E>", "headSet", "tailSet", "subSet", "descendingSet");
    put(1, "=<E>", "filter", "sorted", "distinct", "limit", "skip", "findFirst", "findAny");
    put(1, "E", "next", "previous", "nextElement", "get", "set", "remove", "take");
    put(1, "E", "getFirst", "getLast", "removeFirst", "removeLast", "element", "pop");
    put(1, "E", "peek", "peekFirst", "peekLast", "poll", "pollFirst", "pollLast");
    put(1, "E", "first", "last", "lower", "floor", "ceiling", "higher");
    put(1, "E", "orElse", "orElseThrow", "orElseGet");
  }

  private JdkResults() {}

  private static void put(int parameters, String result, String... names) {
    for (String name : names) {
      RESULTS.put(parameters + name, result);
    }
  }

  /** Generic signature of what the method returns; null if no more is known than the descriptor. */
  static @Nullable String of(String receiver, String name, String descriptor) {
    if (!receiver.startsWith(PACKAGE)) {
      return null;
    }
    List<String> arguments = Signatures.typeArguments(receiver);
    String result = RESULTS.get(arguments.size() + name);
    if (result == null) {
      return null;
    }
    String plain = Type.getReturnType(descriptor).getDescriptor();
    if (result.length() == 1) {
      String argument = arguments.get(result.equals("V") ? 1 : 0);
      return plain.equals(ANYTHING) ? bound(argument) : null;
    }
    boolean generic = plain.startsWith(PACKAGE);
    return generic ? filledIn(plain.equals(KEY_VIEW) ? "=<KV>" : result, plain, arguments) : null;
  }

  private static String filledIn(String result, String plain, List<String> arguments) {
    String last = arguments.get(arguments.size() - 1);
    return result
        .replace("=<", plain.substring(0, plain.length() - 1) + "<")
        .replace("KV", String.join("", arguments))
        .replace("<K>", "<" + arguments.get(0) + ">")
        .replace("<V>", "<" + last + ">")
        .replace("<E>", "<" + last + ">")
        .concat(result.endsWith(";") ? "" : ";");
  }

  /** What a value of this type argument is at least; null if that says nothing. */
  private static @Nullable String bound(String argument) {
    return switch (argument.charAt(0)) {
      case '+' -> argument.substring(1);
      case '-', '*' -> null;
      default -> argument;
    };
  }
}
