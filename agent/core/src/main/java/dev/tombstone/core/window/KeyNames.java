package dev.tombstone.core.window;

import dev.tombstone.core.config.KeyConfig;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.model.sketch.KeyHasher;
import dev.tombstone.model.sketch.SketchName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Identity and text of the keys that cross the ring.
 *
 * <p>Three hashes with a secret each: the identity, which places a key in the tables and never
 * leaves the process; the shared hash, which is what a sketch file and all that is in it know of
 * the key; and the shown hash. The latter two are made of the identity, and none tells anything of
 * another. The secrets are random, or follow from {@code keys.salt}. For one thread at a time.
 *
 * <p>Text is copied, never shared: a String of the application is not kept alive by its name here.
 */
public final class KeyNames {
  /** Characters; of a longer String not all are looked at. */
  private static final int LONG_TEXT = 4_096;

  private static final int LONG_NUMBER_BITS = 4_096;

  private final KeyConfig config;
  private final KeyHasher identity;
  private final KeyHasher shared;
  private final KeyHasher shown;
  private final long keySpace;

  /** Names by these rules; the random numbers are the secrets where no salt is set. */
  public KeyNames(KeyConfig config, RandomGenerator random) {
    this.config = config;
    identity = hasher("identity", random);
    shared = hasher("sketch", random);
    shown = hasher("display", random);
    keySpace =
        config.salt().map(salt -> KeyHasher.wordOf("key space", salt)).orElseGet(random::nextLong);
  }

  private KeyHasher hasher(String use, RandomGenerator random) {
    return config
        .salt()
        .map(salt -> KeyHasher.of(use, salt))
        .orElseGet(() -> KeyHasher.random(random));
  }

  /** Shared hashes of two processes are comparable where this is equal. */
  public long keySpace() {
    return keySpace;
  }

  /** What leaves the process of a key's identity. */
  public long shared(long hash) {
    return shared.hash(hash);
  }

  /** Identity: 64 bits that are equal for equal keys. */
  public long hash(RemovalEvent event) {
    return switch (event.keyKind()) {
      case VALUE -> hashOfValue(event);
      case NULL -> identity.hash("null", 0);
      case HASH -> identity.hash(event.keyClass(), event.keyHash());
      case NONE, UNIDENTIFIED -> throw new IllegalArgumentException("no identity");
    };
  }

  /** What to show of the key. */
  public SketchName name(RemovalEvent event) {
    String keyClass = keyClass(event);
    return switch (config.display()) {
      case OFF -> new SketchName("", keyClass);
      case HASH -> new SketchName(shownHash(hash(event)), keyClass);
      case PLAIN -> new SketchName(plain(event), keyClass);
    };
  }

  /** Of a constant its enum: one with a body has a class of its own, which would tell it. */
  private static String keyClass(RemovalEvent event) {
    return event.key() instanceof Enum<?> constant
        ? constant.getDeclaringClass().getName()
        : event.keyClass();
  }

  private String plain(RemovalEvent event) {
    return switch (event.keyKind()) {
      case VALUE -> bounded(text(event.key()));
      case NULL -> "null";
      case HASH -> bounded(event.keyClass() + "#" + Integer.toHexString(event.keyHash()));
      case NONE, UNIDENTIFIED -> "";
    };
  }

  /** What to show of a key whose text has been given up for hotter ones. */
  public SketchName forgotten(long hash) {
    boolean off = config.display() == KeyConfig.Display.OFF;
    return new SketchName(off ? "" : shownHash(hash), "unknown");
  }

  private String shownHash(long hash) {
    return "#" + Long.toHexString(shown.hash(hash));
  }

  private long hashOfValue(RemovalEvent event) {
    Object key = event.key();
    if (key instanceof String text) {
      return text.length() <= LONG_TEXT ? identity.hash("", text) : hashOfLongText(text);
    }
    if (key instanceof Integer || key instanceof Long || key instanceof Short) {
      return identity.hash(keyClass(event), ((Number) key).longValue());
    }
    return identity.hash(keyClass(event), text(key));
  }

  /** Of both ends, the length and the hash that the map has made the String remember. */
  private long hashOfLongText(String text) {
    int end = text.length() - LONG_TEXT / 2;
    long middle = identity.hash("long", ((long) text.hashCode() << 32) | text.length());
    return identity.hash("long", middle ^ identity.hash("", text.substring(0, LONG_TEXT / 2)))
        ^ identity.hash("", text.substring(end));
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
    if (key instanceof BigInteger number && number.bitLength() > LONG_NUMBER_BITS) {
      return longNumber(number);
    }
    if (key instanceof BigDecimal number && number.unscaledValue().bitLength() > LONG_NUMBER_BITS) {
      return longNumber(number.unscaledValue()) + "E" + -(long) number.scale();
    }
    return String.valueOf(key);
  }

  /** Decimal digits would take time that grows faster than their number. */
  private static String longNumber(BigInteger number) {
    return "(" + number.bitLength() + " bits)#" + Integer.toHexString(number.hashCode());
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
