package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

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
    List<@Nullable String> arguments = new ArrayList<>();
    int at = signature.indexOf('<') + 1;
    if (at == 0 || !signature.startsWith("Ljava/util/")) {
      return arguments;
    }
    while (at < signature.length() && signature.charAt(at) != '>') {
      char first = signature.charAt(at);
      if (first == '*') {
        arguments.add(null);
        at++;
      } else if (first == '+' || first == '-') {
        arguments.add(null);
        at = endOf(signature, at + 1);
      } else {
        int end = endOf(signature, at);
        arguments.add(className(signature.substring(at, end)));
        at = end;
      }
    }
    // An inner class of a generic one goes on after the arguments of the outer.
    return signature.endsWith(">;") && signature.indexOf(">.") < 0 ? arguments : new ArrayList<>();
  }

  /** Signature of the first type argument, or null. */
  static @Nullable String firstArgument(String signature) {
    int at = signature.indexOf('<') + 1;
    return at == 0 || "*+-".indexOf(signature.charAt(at)) >= 0
        ? null
        : signature.substring(at, endOf(signature, at));
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
    boolean array = erased.startsWith("[") && erased.indexOf('T') < 0;
    return array ? erased.replace('/', '.') : null;
  }

  /** Without what is between angle brackets. */
  private static String erased(String signature) {
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
