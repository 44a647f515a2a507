package dev.tombstone.core.config;

import dev.tombstone.model.text.Printable;
import java.util.Locale;

/**
 * What a message may repeat of a setting: never what could be a secret, or a part of one.
 *
 * <p>Without patterns: it is asked before the application starts.
 */
public final class Masked {
  /** What stands where something is left out. */
  public static final String MASK = "***";

  private static final int MOST = 100;

  private static final int LONGEST_NAME = 64;

  private static final String[] SECRETS = {
    "pass", "token", "secret", "salt", "pw", "credential", "authoriz", "bearer", "apikey", "api-key"
  };

  private Masked() {}

  /** Whether the value of a setting of this name is a secret. */
  public static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String secret : SECRETS) {
      if (lower.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  /** The value of a setting whose name is known. */
  public static String value(String name, String value) {
    if (isSecret(name) || (isSecret(value) && holdsMore(value)) || hasUser(value)) {
      return MASK;
    }
    return Printable.of(value.length() <= MOST ? value : value.substring(0, MOST) + "…");
  }

  /** A name that is not known, if it looks like one. */
  public static String name(String name) {
    boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
    }
    return good ? name : MASK;
  }

  /** Whether it may be several settings in one; the path of a file may well go through secrets. */
  private static boolean holdsMore(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '=' || c == ':' || c == ';' || Character.isWhitespace(c)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a user, and perhaps his password, may stand in it before the name of a host. */
  private static boolean hasUser(String value) {
    int at = value.lastIndexOf('@');
    return at > 0 && (value.lastIndexOf(':', at) >= 0 || value.lastIndexOf('/', at) >= 0);
  }
}
