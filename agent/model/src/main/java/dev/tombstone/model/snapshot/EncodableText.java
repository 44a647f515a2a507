package dev.tombstone.model.snapshot;

import java.util.Locale;

/**
 * Names and keys in a form that UTF-8 can hold. Java's texts may have half of a surrogate pair
 * without the other, and so may names of classes; an encoder makes a question mark of each, and two
 * names become one.
 */
public final class EncodableText {
  private static final int ESCAPE_CHARACTERS = 6;

  private EncodableText() {}

  /**
   * The text itself if it has no lone surrogate. Otherwise each of them as {@code \}{@code uD800},
   * say, and every backslash twice; so also where a text only looks as if that had been done.
   * Different texts therefore stay different. Not to be done twice.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLone(text, i) || isLikeAnEscape(text, i)) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + ESCAPE_CHARACTERS);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLone(text, i)) {
        escaped.append("\\u").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else if (c == '\\') {
        escaped.append("\\\\");
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Whether an escape of this class begins here, though its text was there before. */
  private static boolean isLikeAnEscape(String text, int i) {
    return text.startsWith("\\uD", i)
        && i + ESCAPE_CHARACTERS <= text.length()
        && "89ABCDEF".indexOf(text.charAt(i + 3)) >= 0;
  }
}
