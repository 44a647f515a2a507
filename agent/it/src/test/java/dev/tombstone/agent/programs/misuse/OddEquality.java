package dev.tombstone.agent.programs.misuse;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keys and values that equal objects of other classes, orders that know no classes. */
@SuppressWarnings("CollectionIncompatibleType")
final class OddEquality {
  private static final int ROUNDS = 3_000;

  /** Equals a string of the same text, and says so when it is asked. */
  @SuppressWarnings("ComparableType")
  private record Name(String text) implements Comparable<Object> {
    @Override
    public boolean equals(Object other) {
      return other instanceof String string
          ? string.equals(text)
          : other instanceof Name name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public int compareTo(Object other) {
      return text.compareTo(other instanceof Name name ? name.text : other.toString());
    }
  }

  /** Equals any number of the same value. */
  private static final class Amount {
    private final long value;

    Amount(long value) {
      this.value = value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Number number
          ? number.longValue() == value
          : other instanceof Amount amount && amount.value == value;
    }

    @Override
    public int hashCode() {
      return Objects.hash(value);
    }
  }

  private OddEquality() {}

  static void runAll() {
    keysEqualToStrings(new HashMap<>());
    keysEqualToStrings(new ConcurrentHashMap<>());
    valuesEqualToNumbers();
    orderByText(new TreeMap<>(Comparator.comparing(Object::toString)));
    orderByText(new ConcurrentSkipListMap<>(Comparator.comparing(Object::toString)));
    sortedMapByAName(new TreeMap<>());
    caseInsensitive();
    hashOfConstant();
    removedByTheOtherSide();
  }

  private static void keysEqualToStrings(Map<String, String> map) {
    for (int i = 0; i < ROUNDS; i++) {
      map.put("here", "text");
      map.remove(new Name("absent " + i));
      map.remove(new Name("here"));
    }
  }

  private static void valuesEqualToNumbers() {
    Map<String, Long> map = new HashMap<>();
    for (long i = 0; i < ROUNDS; i++) {
      map.put("name", i);
      map.remove("name", new Amount(i + 1));
      map.remove("name", new Amount(i));
    }
  }

  private static void orderByText(Map<Object, String> map) {
    for (int i = 0; i < ROUNDS; i++) {
      map.put("5", "text");
      map.remove(6);
      map.remove(5);
    }
  }

  private static void sortedMapByAName(Map<String, String> map) {
    for (int i = 0; i < ROUNDS; i++) {
      map.put("here", "text");
      map.remove(new Name("absent"));
      map.remove(new Name("here"));
    }
  }

  private static void caseInsensitive() {
    Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < ROUNDS; i++) {
      map.put("Name", "text");
      map.remove("absent");
      map.remove("NAME");
    }
  }

  private static void hashOfConstant() {
    Map<Object, String> map = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      map.put(new Amount(i), "text");
    }
    for (int i = 0; i < ROUNDS; i++) {
      map.remove(new Amount(-i - 1));
    }
  }

  private static void removedByTheOtherSide() {
    Set<Object> set = new HashSet<>();
    for (int i = 0; i < ROUNDS; i++) {
      set.add(new Name("name"));
      set.remove("absent");
      set.clear();
    }
  }
}
