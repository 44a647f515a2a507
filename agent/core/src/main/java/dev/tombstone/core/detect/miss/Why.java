package dev.tombstone.core.detect.miss;

/** Why a removal found nothing. */
enum Why {
  /** The key is of another kind than all keys. */
  KEY_CLASS("key-class"),
  /** The value to be found is of another kind than all values. */
  VALUE_CLASS("value-class"),
  /** The key is there, and its value is of another kind than the one to be found. */
  OTHER_VALUE("other-value"),
  /** The key is one of the map's values. */
  VALUE_AS_KEY("value-as-key"),
  /** The key equals itself only, and is not there. */
  IDENTITY("identity"),
  /** The key is an array, and another with the same elements is there. */
  SAME_ELEMENTS("same-elements"),
  /** A key of the same class and hash is there, and has an element of another class. */
  INSIDE("inside"),
  /** A key of the same class and hash is there, and is not equal. */
  SAME_HASH("same-hash"),
  /** A key with the same text is there, and is of another class. */
  SAME_TEXT("same-text");

  private final String id;

  Why(String id) {
    this.id = id;
  }

  /** As evidence names it. */
  String id() {
    return id;
  }

  /** Whether it is about the value that {@code remove(key, value)} was given. */
  boolean isOfTheValue() {
    return this == VALUE_CLASS || this == OTHER_VALUE;
  }

  /**
   * Whether much that is right looks so too: a stack is taken of few, and it must be known of many
   * calls that they found nothing.
   */
  boolean isCommon() {
    return this == IDENTITY || this == SAME_HASH || this == SAME_TEXT;
  }
}
