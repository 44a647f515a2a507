package dev.tombstone.core.detect.miss;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that look like the argument of a removal and do not equal it. Only objects of the JDK
 * whose methods run no other code are asked for anything.
 */
final class Resemblance {
  /** Longer arrays are not compared. */
  private static final int MOST_ELEMENTS = 1_024;

  /** The same of arrays of objects, which are compared one by one. */
  private static final int MOST_OBJECTS = 32;

  /** Longer texts are not compared. */
  private static final int MOST_CHARACTERS = 1_024;

  /** Elements that are compared for one argument; an object counts as {@value #OBJECT}. */
  private static final int MOST_WORK = 65_536;

  private static final int OBJECT = 16;
  private static final int UUID_LENGTH = 36;

  private final @Nullable Object argument;

  /** The argument's text; null if it is of no class whose text is known. */
  private final @Nullable String text;

  /** The argument as a whole number, and whether it is one. */
  private final long number;

  private final boolean isNumber;

  /** The argument as an id, if it is one or the text of one. */
  private final @Nullable UUID id;

  private int work = MOST_WORK;

  Resemblance(@Nullable Object argument) {
    this.argument = argument;
    isNumber = isWhole(argument);
    number = isNumber && argument instanceof Number whole ? whole.longValue() : 0;
    text = isNumber ? Long.toString(number) : textOf(argument);
    id = idOf(argument);
  }

  /** Whether this key, of another class, has the argument's text. */
  boolean hasSameText(Object key) {
    if (text == null) {
      return false;
    }
    if (isWhole(key) && key instanceof Number whole) {
      return isNumber ? whole.longValue() == number : isText(whole.longValue());
    }
    if (key instanceof UUID) {
      return key.equals(id);
    }
    String other = textOf(key);
    return other != null && other.equals(text);
  }

  /**
   * Whether this key is another array with the argument's elements, of which one at least is not
   * zero: arrays that nothing was written to are alike without meaning the same.
   */
  boolean hasSameElements(Object key) {
    if (argument == null || key == argument || key.getClass() != argument.getClass()) {
      return false;
    }
    if (key instanceof byte[] a && argument instanceof byte[] b) {
      return fits(a.length, b.length) && Arrays.equals(a, b) && !isZero(b);
    }
    if (key instanceof char[] a && argument instanceof char[] b) {
      return fits(a.length, b.length) && Arrays.equals(a, b) && b[0] != 0;
    }
    if (key instanceof int[] a && argument instanceof int[] b) {
      return fits(a.length, b.length) && Arrays.equals(a, b) && !isZero(b);
    }
    if (key instanceof long[] a && argument instanceof long[] b) {
      return fits(a.length, b.length) && Arrays.equals(a, b) && !isZero(b);
    }
    return key instanceof Object[] a
        && argument instanceof Object[] b
        && a.length <= MOST_OBJECTS
        && fits(OBJECT * a.length, OBJECT * b.length)
        && areSame(a, b);
  }

  private boolean fits(int length, int other) {
    work -= Math.min(length, other);
    return length == other && length > 0 && length <= MOST_ELEMENTS && work >= 0;
  }

  /** Hash of the argument's elements, if it is an array of those that are compared. */
  int contents() {
    if (argument instanceof byte[] array) {
      return Arrays.hashCode(array);
    }
    if (argument instanceof char[] array) {
      return Arrays.hashCode(array);
    }
    if (argument instanceof int[] array) {
      return Arrays.hashCode(array);
    }
    if (argument instanceof long[] array) {
      return Arrays.hashCode(array);
    }
    int hash = 0;
    if (argument instanceof Object[] array) {
      for (Object element : array) {
        boolean scalar = element != null && isScalarEqual(element, element);
        hash = 31 * hash + (scalar ? element.hashCode() : System.identityHashCode(element));
      }
    }
    return hash;
  }

  private static boolean isZero(byte[] array) {
    int any = 0;
    for (byte element : array) {
      any |= element;
    }
    return any == 0;
  }

  private static boolean isZero(int[] array) {
    int any = 0;
    for (int element : array) {
      any |= element;
    }
    return any == 0;
  }

  private static boolean isZero(long[] array) {
    long any = 0;
    for (long element : array) {
      any |= element;
    }
    return any == 0;
  }

  /** The same objects, or the same texts and numbers. */
  private static boolean areSame(@Nullable Object[] a, @Nullable Object[] b) {
    boolean any = false;
    for (int i = 0; i < a.length; i++) {
      Object element = a[i];
      if (element != b[i] && (element == null || !isScalarEqual(element, b[i]))) {
        return false;
      }
      any |= element != null;
    }
    return any;
  }

  /** Whether both are of one class of the JDK that compares values, and are equal. */
  static boolean isScalarEqual(Object object, @Nullable Object other) {
    if (other == null || object.getClass() != other.getClass()) {
      return false;
    }
    boolean isText = object instanceof String text && text.length() <= MOST_CHARACTERS;
    return (isText || object instanceof Integer || object instanceof Long || object instanceof UUID)
        && object.equals(other);
  }

  private static boolean isWhole(@Nullable Object object) {
    return object instanceof Integer
        || object instanceof Long
        || object instanceof Short
        || object instanceof Byte;
  }

  /** Whether the argument's text is this number, without making another text of it. */
  private boolean isText(long whole) {
    String digits = text;
    if (digits == null || digits.isEmpty() || digits.length() > 18) {
      return false;
    }
    boolean negative = digits.charAt(0) == '-';
    int start = negative ? 1 : 0;
    long value = 0;
    for (int i = start; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    return digits.length() > start && (negative ? -value : value) == whole;
  }

  private static @Nullable UUID idOf(@Nullable Object object) {
    if (object instanceof UUID own) {
      return own;
    }
    if (!(object instanceof String string)
        || string.length() != UUID_LENGTH
        || string.charAt(8) != '-') {
      return null;
    }
    try {
      UUID parsed = UUID.fromString(string);
      return parsed.toString().equals(string) ? parsed : null;
    } catch (IllegalArgumentException noId) {
      return null;
    }
  }

  private static @Nullable String textOf(@Nullable Object object) {
    if (object instanceof String string) {
      return string;
    }
    if (object instanceof Enum<?> constant) {
      return constant.name();
    }
    return object instanceof UUID id ? id.toString() : null;
  }
}
