package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.KeyConfig;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.sketch.KeyHasher;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Identity and text of the keys that cross the ring.
 *
 * <p>Text is copied, never shared: a String of the application is not kept alive by its name here.
 */
final class KeyNames {
  private final KeyConfig config;
  private final KeyHasher identity;
  private final KeyHasher salted;

  KeyNames(KeyConfig config, KeyHasher identity, KeyHasher salted) {
    this.config = config;
    this.identity = identity;
    this.salted = salted;
  }

  /** 64 bits that are equal for equal keys. */
  long hash(RemovalEvent event) {
    return switch (event.keyKind()) {
      case VALUE -> hashOfValue(event);
      case NULL -> identity.hash("null", 0);
      case HASH -> identity.hash(event.keyClass(), event.keyHash());
      case NONE, UNIDENTIFIED -> throw new IllegalArgumentException("no identity");
    };
  }

  /** What to show of the key. */
  KeyName name(RemovalEvent event) {
    String keyClass = event.keyClass();
    return switch (config.display()) {
      case OFF -> new KeyName("", keyClass);
      case HASH -> new KeyName("#" + Long.toHexString(saltedHash(event)), keyClass);
      case PLAIN -> new KeyName(plain(event), keyClass);
    };
  }

  private String plain(RemovalEvent event) {
    return switch (event.keyKind()) {
      case VALUE -> bounded(text(event.key()));
      case NULL -> "null";
      case HASH -> bounded(event.keyClass() + "#" + Integer.toHexString(event.keyHash()));
      case NONE, UNIDENTIFIED -> "";
    };
  }

  private long saltedHash(RemovalEvent event) {
    return event.keyKind() == RemovalEvent.KeyKind.VALUE
        ? salted.hash(event.keyClass(), text(event.key()))
        : salted.hash(event.keyClass(), event.keyHash());
  }

  private long hashOfValue(RemovalEvent event) {
    Object key = event.key();
    if (key instanceof String text) {
      return identity.hash("", text);
    }
    if (key instanceof Integer || key instanceof Long || key instanceof Short) {
      return identity.hash(event.keyClass(), ((Number) key).longValue());
    }
    return identity.hash(event.keyClass(), text(key));
  }

  /** The text of a key of a harmless type; runs code of the JDK only. */
  private static String text(@Nullable Object key) {
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    if (key instanceof Class<?> type) {
      return type.getName();
    }
    if (key instanceof URI uri) {
      return uri.toASCIIString();
    }
    return String.valueOf(key);
  }

  private String bounded(String text) {
    int length = config.maxLength();
    if (text.length() <= length) {
      return new String(text.toCharArray());
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}
