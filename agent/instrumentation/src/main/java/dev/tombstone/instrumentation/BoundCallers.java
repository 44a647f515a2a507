package dev.tombstone.instrumentation;

import java.util.List;

/**
 * Classes nested in woven ones that call a method of a woven superclass which cannot be overridden.
 *
 * <p>The JVM's class archive may hold such a call bound to the body in the archive (seen on JDK 25:
 * {@code TreeMap$EntryIterator} called the {@code nextEntry} that nobody had woven). If the class
 * is loaded from there after the weaving, the call stays so; if it is loaded before, the weaving
 * binds it anew. So they are loaded before.
 */
final class BoundCallers {
  /** Their binary names. */
  static final List<String> NAMES =
      List.of(
          "java.util.EnumMap$EntryIterator",
          "java.util.HashMap$EntryIterator",
          "java.util.HashMap$KeyIterator",
          "java.util.HashMap$ValueIterator",
          "java.util.IdentityHashMap$EntryIterator",
          "java.util.LinkedHashMap$LinkedEntryIterator",
          "java.util.LinkedHashMap$LinkedKeyIterator",
          "java.util.LinkedHashMap$LinkedValueIterator",
          "java.util.TreeMap$AscendingSubMap",
          "java.util.TreeMap$DescendingSubMap",
          "java.util.TreeMap$EntryIterator",
          "java.util.TreeMap$KeyIterator",
          "java.util.TreeMap$NavigableSubMap$DescendingSubMapEntryIterator",
          "java.util.TreeMap$NavigableSubMap$DescendingSubMapKeyIterator",
          "java.util.TreeMap$NavigableSubMap$SubMapEntryIterator",
          "java.util.TreeMap$NavigableSubMap$SubMapKeyIterator",
          "java.util.TreeMap$ValueIterator",
          "java.util.concurrent.ConcurrentSkipListMap$EntryIterator",
          "java.util.concurrent.ConcurrentSkipListMap$KeyIterator",
          "java.util.concurrent.ConcurrentSkipListMap$SubMap$SubMapEntryIterator",
          "java.util.concurrent.ConcurrentSkipListMap$SubMap$SubMapKeyIterator",
          "java.util.concurrent.ConcurrentSkipListMap$SubMap$SubMapValueIterator",
          "java.util.concurrent.ConcurrentSkipListMap$ValueIterator");

  private BoundCallers() {}
}
