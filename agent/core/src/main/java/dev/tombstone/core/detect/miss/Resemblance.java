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

  private static final int UUID_LENGTH = 36;

  private final @Nullable Object argument;

  /** The argument's text; null if it is of no class whose text is known. */
  private final @Nullable String text;

  /** The argument as a whole number, and whether it is one. */
  private final long number;

  private final boolean isNumber;

  Resemblance(@Nullable Object argument) {
    this.argument = argument;
    isNumber = isWhole(argument);
    number = isNumber && argument instanceof Number whole ? whole.longValue() : 0;
    text = isNumber ? Long.toString(number) : textOf(argument);
  }

  /** Whether this key, of another class, has the argument's text. */
  boolean hasSameText(Object key) {
    if (text == null) {
      return false;
    }
    if (isWhole(key) && key instanceof Number whole) {
      return isNumber ? whole.longValue() == number : isText(whole.longValue());
    }
    if (key instanceof UUID && text.length() != UUID_LENGTH) {
      return false;
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
        && fits(a.length, b.length)
        && areSame(a, b);
  }

  private static boolean fits(int length, int other) {
    return length == other && length > 0 && length <= MOST_ELEMENTS;
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
    return (object instanceof String
            || object instanceof Integer
            || object instanceof Long
            || object instanceof UUID)
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
