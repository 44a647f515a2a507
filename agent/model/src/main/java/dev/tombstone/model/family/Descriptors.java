package dev.tombstone.model.family;

/** Method descriptors that several families name. */
final class Descriptors {
  static final String KEY = "(Ljava/lang/Object;)Ljava/lang/Object;";
  static final String KEY_VALUE = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
  static final String OBJECT = "(Ljava/lang/Object;)Z";
  static final String NOTHING = "()V";

  private Descriptors() {}
}
