package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which type arguments a map of the application passes on to the class of the JDK that it extends:
 * a {@code Registry<A, B>} that extends {@code HashMap<K, List<V>>} is a {@code HashMap<A,
 * List<B>>}. For agent threads, one at a time.
 */
final class SuperTypes {
  private static final String JDK = "Ljava/util/";

  private final ClassReads reads;

  SuperTypes(ClassReads reads) {
    this.reads = reads;
  }

  /**
   * The signature of the class of {@code java.util} that an object, declared with this signature,
   * is of; null if that is not known.
   *
   * @param map the object's class
   */
  @Nullable String ofTheJdk(String signature, Class<?> map) {
    if (signature.startsWith(JDK)) {
      return signature;
    }
    String declared = signature;
    Class<?> type = classOf(Signatures.className(signature), map);
    while (type != null && !declared.startsWith(JDK)) {
      TypedClass read = reads.of(type);
      String ofClass = read == null ? null : read.node().signature;
      String above = ofClass == null ? null : superclass(ofClass, declared);
      if (above == null) {
        return null;
      }
      declared = above;
      type = type.getSuperclass();
    }
    return declared.startsWith(JDK) ? declared : null;
  }

  private static @Nullable Class<?> classOf(@Nullable String name, Class<?> map) {
    Class<?> type = map;
    while (type != null && !type.getName().equals(name)) {
      type = type.getSuperclass();
    }
    return type;
  }

  /** Signature of the superclass in a class's signature, for these arguments of the class. */
  private static @Nullable String superclass(String ofClass, String declared) {
    List<String> names = Signatures.parameters(ofClass);
    List<String> arguments = Signatures.typeArguments(declared);
    return names.size() == arguments.size()
        ? filledIn(Signatures.superclass(ofClass), names, arguments)
        : null;
  }

  private static String filledIn(String signature, List<String> names, List<String> arguments) {
    char kind = signature.charAt(0);
    if (kind == 'T') {
      int index = names.indexOf(signature.substring(1, signature.length() - 1));
      return index < 0 ? signature : arguments.get(index);
    }
    if (kind == '[' || kind == '+' || kind == '-') {
      String inner = filledIn(signature.substring(1), names, arguments);
      // Of a wildcard of a wildcard nothing can be written.
      return "+-*".indexOf(inner.charAt(0)) < 0 ? kind + inner : "*";
    }
    List<String> own = Signatures.typeArguments(signature);
    if (own.isEmpty()) {
      return signature;
    }
    List<String> filled = new ArrayList<>();
    for (String each : own) {
      filled.add(each.equals("*") ? each : filledIn(each, names, arguments));
    }
    return signature.substring(0, signature.indexOf('<')) + "<" + String.join("", filled) + ">;";
  }
}
