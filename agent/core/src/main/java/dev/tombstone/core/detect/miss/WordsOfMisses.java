package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.miss.ImpossibleRemoval.Seen;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code never-hits} says of a removal, and what it advises. */
final class WordsOfMisses {
  private WordsOfMisses() {}

  static String summary(Seen seen, boolean proven, boolean complete, int entries) {
    String argument = name(seen.argument());
    String held = name(seen.held());
    return switch (seen.why()) {
      case KEY_CLASS ->
          "a removal by a key of class " + argument + why("keys", held, proven, complete, entries);
      case VALUE_CLASS ->
          "a removal that asks for a value of class "
              + argument
              + why("values", held, proven, complete, entries);
      case OTHER_VALUE -> otherValue(seen, proven, true);
      case VALUE_AS_KEY ->
          "a removal found nothing: its key, a "
              + argument
              + ", is one of the map's values, and no key seen is of its class";
      case IDENTITY ->
          "a removal by a "
              + argument
              + " can never hit: the object is made for this call, and its class has no equals of"
              + " its own, so that it equals itself only";
      case SAME_ELEMENTS ->
          "a removal by a "
              + argument
              + " found nothing, though another array with the same elements is in the map: arrays"
              + " equal only themselves";
      case INSIDE ->
          "a removal found nothing, though a key is in the map that is alike but for a "
              + held
              + " where the argument has a "
              + argument
              + " of the same text";
      case SAME_HASH ->
          "a removal by a "
              + argument
              + " found nothing, though a key of the same class and the same hash is in the map";
      case SAME_TEXT ->
          "a removal by a "
              + argument
              + " found nothing, though a key with the same text is in the map, a "
              + held;
    };
  }

  /** {@code keySeen}: the key itself, and not only one of its class and hash. */
  static String otherValue(Seen seen, boolean proven, boolean keySeen) {
    String argument = name(seen.argument());
    return "a removal that asks for a value of class "
        + argument
        + " found nothing: "
        + (keySeen ? "the key" : "a key of the same class and hash")
        + " is in the map, and its value is a "
        + name(seen.held())
        + (proven ? ", which equals no " + argument : "");
  }

  /** {@code byKeyAndValue}: it is {@code remove(key, value)}. */
  static String advice(Seen seen, boolean byKeyAndValue) {
    return switch (seen.why()) {
      case KEY_CLASS, SAME_TEXT -> "pass " + conversion("", seen.argument(), seen.held());
      case VALUE_CLASS ->
          "ask for " + conversion(byKeyAndValue ? "key, " : "", seen.argument(), seen.held());
      case OTHER_VALUE -> adviceOnValues(seen.held());
      case VALUE_AS_KEY -> "pass the key that the value was put under";
      case IDENTITY -> "keep the object that was put into the map, and pass the same one";
      case SAME_ELEMENTS ->
          "use keys that equal each other by what they hold: a String, a ByteBuffer, a List, or a"
              + " record with an equals of its own";
      case INSIDE -> "make the parts of the two keys of one class: a " + name(seen.held());
      case SAME_HASH ->
          "compare the parts of the two keys: often one has an Integer where the other has a"
              + " Long, or the class has a hashCode and no equals";
    };
  }

  private static String adviceOnValues(@Nullable Class<?> held) {
    String meaning =
        "remove(key, value) removes the entry only if the value that is passed equals its value";
    boolean holdsMore =
        held != null
            && (Collection.class.isAssignableFrom(held)
                || Map.class.isAssignableFrom(held)
                || held.isArray());
    return holdsMore
        ? meaning + "; to take an element out of a value, remove it from the value"
        : meaning;
  }

  private static String conversion(String before, Class<?> argument, @Nullable Class<?> held) {
    String wanted = "a " + name(held) + ", as is in the map";
    if (held == Long.class && Number.class.isAssignableFrom(argument)) {
      return wanted + ": remove(" + before + "(long) …)";
    }
    if (held == Integer.class && Number.class.isAssignableFrom(argument)) {
      return wanted + ": remove(" + before + "(int) …)";
    }
    if (held == String.class) {
      return wanted + ": its toString(), name() or id";
    }
    return wanted;
  }

  private static String why(
      String what, String held, boolean proven, boolean complete, int entries) {
    if (proven) {
      return " can never hit: the map is declared with "
          + what
          + " of class "
          + held
          + ", and so are all "
          + entries
          + " in it";
    }
    return " found nothing: "
        + (complete
            ? "all " + what + " in the map, "
            : "the " + what + " seen, not all there are, ")
        + entries
        + ", are of class "
        + held;
  }

  /** Of a lambda the class that makes it: its own name says nothing, and is another each time. */
  static String name(@Nullable Class<?> type) {
    if (type == null) {
      return "unknown";
    }
    String name = type.getTypeName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda of " + name.substring(0, lambda);
  }
}
