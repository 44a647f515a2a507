package dev.tombstone.model.family;

/**
 * A class of the JDK whose instances delete from a map that is behind them.
 *
 * @param type binary name of the class; its subclasses are meant too
 * @param field the field that holds the map, or another view of it
 * @param holds what it holds, where {@code AbstractCollection.remove} deletes from it
 */
public record JdkView(String type, String field, Holds holds) {
  /** What a view holds where {@code AbstractCollection.remove} deletes from it. */
  public enum Holds {
    /** Anything else, or its {@code remove} is its own. */
    OTHER,
    /** Keys. */
    KEYS,
    /** Entries. */
    ENTRIES
  }
}
