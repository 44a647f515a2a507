package dev.tombstone.model.text;

/**
 * Text from outside as it may stand in a line of a terminal or a log: a thread, a class or a file
 * may be called anything, and a terminal obeys. What begins another line, is a command to a
 * terminal, or turns the direction of the text round is written as its code, {@code \u001b}.
 */
public final class Printable {
  private Printable() {}

  /** The text itself, if there is nothing to replace in it. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isHarmless(text.codePointAt(i))) {
        return escaped(text, i);
      }
    }
    return text;
  }

  /** Whether it is seen as itself, and changes nothing else. */
  public static boolean isHarmless(int character) {
    if (character >= ' ' && character <= '~') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String escaped(String text, int from) {
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
    int i = from;
    while (i < text.length()) {
      int character = text.codePointAt(i);
      int end = i + Character.charCount(character);
      if (isHarmless(character)) {
        escaped.append(text, i, end);
      } else {
        for (int half = i; half < end; half++) {
          appendCode(text.charAt(half), escaped);
        }
      }
      i = end;
    }
    return escaped.toString();
  }

  /** As JSON writes it. */
  public static void appendCode(char character, StringBuilder text) {
    text.append('\\').append('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((character >> shift) & 0xF, 16));
    }
  }
}
