package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Takes generic signatures (JVMS 4.7.9.1) apart, as far as it is needed here. */
final class Signatures {
  private Signatures() {}

  /** Signatures of a method's parameters and, last, of what it returns. */
  static List<String> ofMethod(String signature) {
    List<String> parts = new ArrayList<>();
    int at = signature.indexOf('(') + 1;
    while (at < signature.length()) {
      if (signature.charAt(at) == ')') {
        at++;
        continue;
      }
      int end = endOf(signature, at);
      if (signature.charAt(at) == '^') {
        break;
      }
      parts.add(signature.substring(at, end));
      at = end;
    }
    return parts;
  }

  /**
   * Names of the classes that are the type arguments of a class of {@code java.util}, null for each
   * that is no class; empty if it is of another package, is not generic or raw.
   */
  static List<@Nullable String> arguments(String signature) {
    List<@Nullable String> names = new ArrayList<>();
    if (signature.startsWith("Ljava/util/")) {
      for (String argument : typeArguments(signature)) {
        names.add(className(argument));
      }
    }
    return names;
  }

  /**
   * Type arguments of a class as they are written, wildcards included; empty if it has none, or is
   * an inner class of one that has.
   */
  static List<String> typeArguments(String signature) {
    List<String> arguments = new ArrayList<>();
    int at = signature.indexOf('<') + 1;
    // An inner class of a generic one goes on after the arguments of the outer.
    if (at == 0 || !signature.endsWith(">;") || signature.indexOf(">.") >= 0) {
      return arguments;
    }
    while (signature.charAt(at) != '>') {
      char first = signature.charAt(at);
      int end = first == '*' ? at + 1 : endOf(signature, "+-".indexOf(first) < 0 ? at : at + 1);
      arguments.add(signature.substring(at, end));
      at = end;
    }
    return arguments;
  }

  /** Names of the type parameters that a class's signature begins with. */
  static List<String> parameters(String ofClass) {
    List<String> names = new ArrayList<>();
    if (ofClass.startsWith("<")) {
      int at = 1;
      while (ofClass.charAt(at) != '>') {
        int colon = ofClass.indexOf(':', at);
        names.add(ofClass.substring(at, colon));
        at = colon;
        while (ofClass.charAt(at) == ':') {
          at++;
          // The bound by a class may be missing before one by an interface.
          at = ofClass.charAt(at) == ':' ? at : endOf(ofClass, at);
        }
      }
    }
    return names;
  }

  /** Signature of the superclass in a class's signature. */
  static String superclass(String ofClass) {
    int at = 0;
    if (ofClass.startsWith("<")) {
      int depth = 0;
      do {
        char c = ofClass.charAt(at++);
        depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      } while (depth > 0);
    }
    return ofClass.substring(at, endOf(ofClass, at));
  }

  /** Name of the class as {@link Class#getName} has it; null if it is no class or array of them. */
  static @Nullable String className(@Nullable String signature) {
    if (signature == null) {
      return null;
    }
    String erased = erased(signature);
    if (erased.startsWith("L")) {
      return Type.getType(erased).getClassName();
    }
    boolean array = erased.startsWith("[") && !erased.replace("[", "").startsWith("T");
    return array ? erased.replace('/', '.') : null;
  }

  /** Without what is between angle brackets. */
  static String erased(String signature) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (depth == 0) {
        text.append(c == '.' ? '$' : c);
      }
    }
    return text.toString();
  }

  private static int endOf(String signature, int start) {
    int at = start;
    while (signature.charAt(at) == '[') {
      at++;
    }
    char kind = signature.charAt(at);
    if (kind != 'L' && kind != 'T') {
      return at + 1;
    }
    int depth = 0;
    while (depth > 0 || signature.charAt(at) != ';') {
      char c = signature.charAt(at);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      at++;
    }
    return at + 1;
  }
}
