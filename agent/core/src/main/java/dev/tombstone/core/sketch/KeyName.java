package dev.tombstone.core.sketch;

/**
 * What is shown of a key: text only, no reference to the application.
 *
 * @param text by the rules of {@code keys.display}
 * @param keyClass binary name of its class
 */
public record KeyName(String text, String keyClass) {}
