package dev.tombstone.core.aggregate;

/**
 * What is shown of a key: text only, no reference to the application.
 *
 * @param text by the rules of {@code keys.display}
 * @param keyClass binary name of its class
 */
record KeyName(String text, String keyClass) {}
