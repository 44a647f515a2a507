package dev.tombstone.benchmarks.attack.programs;

import java.util.Locale;

/** The operations under which deletions are counted, by their public names. */
public enum Op {
  REMOVE,
  REMOVE_VALUE,
  ITERATOR,
  REMOVE_IF,
  CLEAR,
  POLL,
  COMPUTE,
  EVICT,
  EXPUNGE;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
