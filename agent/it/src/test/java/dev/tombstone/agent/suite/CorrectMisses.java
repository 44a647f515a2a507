package dev.tombstone.agent.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Removals that miss, and should; and keys that look as if they could not be found, and are. */
final class CorrectMisses {
  private static final int KEYS = 32;

  /** Equal by number and text, whatever else it is. */
  private static final class Account {
    private final int number;
    private int balance;

    Account(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Account account && account.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /** A final class that equals objects of another one. */
  private static final class Name {
    private final String text;

    Name(String text) {
      this.text = text;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Name name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** The other one: it may be looked up in a map of {@link Name}s. */
  private static final class Alias {
    private final Name name;

    Alias(Name name) {
      this.name = name;
    }

    @Override
    @SuppressWarnings("EqualsUnsafeCast")
    public boolean equals(Object other) {
      return name.equals(other) || (other instanceof Alias alias && alias.name.equals(name));
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  private CorrectMisses() {}

  static List<Program> programs() {
    return List.of(
        Program.of("absent keys of the right class", CorrectMisses::absent),
        Program.onVirtualThreads("virtual threads, absent keys", CorrectMisses::absent),
        Program.onVirtualThreads(
            "virtual threads, an object changes that is no longer a key",
            CorrectMisses::changedAfter),
        Program.of("most of a set is not there", CorrectMisses::removeAllOfMany),
        Program.of("lists of different classes that are equal", CorrectMisses::equalLists),
        Program.of("an alias that equals the key", CorrectMisses::alias),
        Program.of("a comparator over different classes", CorrectMisses::numbers),
        Program.of("keys of several classes", CorrectMisses::mixed),
        Program.of("a field changes that equality does not use", CorrectMisses::harmlessField),
        Program.of("an object changes that is no longer a key", CorrectMisses::changedAfter),
        Program.of("an identity map of changing keys", CorrectMisses::identity),
        Program.of("remove(k, v) of another's value", CorrectMisses::otherValue));
  }

  private static List<Program.Body> absent() {
    Map<String, Integer> map = new HashMap<>();
    Map<String, Integer> weak = new WeakHashMap<>();
    Map<String, Integer> shared = new ConcurrentHashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put("key " + i, i);
            map.remove("other " + i);
            weak.remove("other " + i);
            shared.put("key " + i, i);
            shared.remove("other " + i);
          }
          map.remove("key 0");
        });
  }

  private static List<Program.Body> removeAllOfMany() {
    Set<Integer> few = new HashSet<>();
    return List.of(
        () -> {
          few.addAll(List.of(1, 2, 3, 4, 5, 6, 7, 8));
          for (int i = 4; i < 200; i++) {
            few.remove(i);
          }
        });
  }

  /** {@code List.of} answers objects of final classes. */
  private static List<Program.Body> equalLists() {
    Map<List<Integer>, Integer> map = new HashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(List.of(i, i, i), i);
          }
          for (int i = 0; i < 2 * KEYS; i++) {
            map.remove(new ArrayList<>(List.of(i, i, i)));
          }
          expectEmpty(map);
        });
  }

  private static List<Program.Body> alias() {
    Map<Object, Integer> map = new HashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(new Name("name " + i), i);
          }
          for (int i = 2 * KEYS - 1; i >= 0; i--) {
            map.remove(new Alias(new Name("name " + i)));
          }
          expectEmpty(map);
        });
  }

  private static List<Program.Body> numbers() {
    Map<Number, Integer> map = new TreeMap<>(Comparator.comparingLong(Number::longValue));
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(i, i);
          }
          for (long i = 2 * KEYS - 1; i >= 0; i--) {
            map.remove(i);
          }
          expectEmpty(map);
        });
  }

  private static List<Program.Body> mixed() {
    Map<Object, Integer> map = new HashMap<>();
    return List.of(
        () -> {
          map.put("text", 1);
          map.put(1, 1);
          map.put(1L, 1);
          for (long i = 100; i > 1; i--) {
            map.remove(i);
          }
          map.remove(1L);
          map.clear();
        });
  }

  private static List<Program.Body> harmlessField() {
    Map<Account, String> owners = new HashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            Account account = new Account(i);
            owners.put(account, "somebody");
            account.balance += i;
            owners.remove(account);
            owners.remove(account);
          }
          expectEmpty(owners);
        });
  }

  private static List<Program.Body> changedAfter() {
    Set<List<Integer>> set = new HashSet<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            List<Integer> list = new ArrayList<>(List.of(i));
            set.add(list);
            set.remove(list);
            list.add(i);
            set.remove(list);
          }
          if (!set.isEmpty()) {
            throw new IllegalStateException("left: " + set);
          }
        });
  }

  private static List<Program.Body> identity() {
    Map<List<Integer>, Integer> map = new IdentityHashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            List<Integer> list = new ArrayList<>(List.of(i));
            map.put(list, i);
            list.add(i);
            map.remove(new ArrayList<>(list));
            map.remove(list);
          }
          expectEmpty(map);
        });
  }

  private static List<Program.Body> otherValue() {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put("key", i);
            map.remove("key", i + 1);
            map.remove("key", i);
          }
        });
  }

  private static void expectEmpty(Map<?, ?> map) {
    if (!map.isEmpty()) {
      throw new IllegalStateException("left: " + Objects.toString(map));
    }
  }
}
