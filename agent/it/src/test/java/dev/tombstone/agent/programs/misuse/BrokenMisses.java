package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Removals that cannot find what they are meant to, round and round. */
@SuppressWarnings("CollectionIncompatibleType")
public final class BrokenMisses {
  private enum Color {
    RED
  }

  /** A key that is changed while it is in a map. */
  private static final class Account implements Comparable<Account> {
    private int number;

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

    @Override
    public int compareTo(Account other) {
      return Integer.compare(number, other.number);
    }
  }

  private final Map<Long, String> byNumber = new HashMap<>();
  private final Map<String, String> byName = new ConcurrentHashMap<>();
  private final Set<Long> numbers = new HashSet<>();
  private final Map<Color, String> byColor = new EnumMap<>(Color.class);
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Object, String> anything = new HashMap<>();
  private final Account known = new Account(1);

  private BrokenMisses() {
    for (long i = 0; i < 20; i++) {
      byNumber.put(i, "text");
      numbers.add(i);
    }
    byName.put("name", "text");
    byColor.put(Color.RED, "text");
    accounts.put("name", known);
    anything.put("name", "text");
  }

  /**
   * Runs for a while, on a virtual thread where the JDK has them.
   *
   * @param arguments a file to wait for before the start, and for how many milliseconds to run
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
    Together.onVirtualThread(() -> run(end));
  }

  private static void run(long end) throws InterruptedException {
    BrokenMisses maps = new BrokenMisses();
    while (System.nanoTime() < end) {
      for (int i = 0; i < 20; i++) {
        maps.removeByInteger(i);
        maps.removeByBuilder(new StringBuilder("name"));
        maps.removeNumber((short) i);
        maps.removeByText("RED");
        maps.removeMapping("name", i);
        maps.removeByValue(maps.known);
        maps.removeAnything(i);
        maps.removeAbsent("absent");
      }
      changed(new HashMap<>());
      changedLinked(new LinkedHashMap<>());
      changedWeak(new WeakHashMap<>());
      changedTable(new Hashtable<>());
      changedSorted(new TreeMap<>());
      changedElement(new HashSet<>());
      changedConcurrent(new ConcurrentHashMap<>());
    }
  }

  private void removeByInteger(int number) {
    byNumber.remove(number);
  }

  private void removeByBuilder(StringBuilder name) {
    byName.remove(name);
  }

  private void removeNumber(short number) {
    numbers.remove(number);
  }

  private void removeByText(String color) {
    byColor.remove(color);
  }

  private void removeMapping(String name, Integer value) {
    byName.remove(name, value);
  }

  private void removeByValue(Account account) {
    accounts.remove(account);
  }

  private void removeAnything(int number) {
    anything.remove(number);
  }

  private void removeAbsent(String name) {
    accounts.remove(name);
  }

  private static void changed(Map<Account, String> map) {
    Account account = new Account(1);
    map.put(account, "text");
    account.number = 2;
    map.remove(account);
  }

  private static void changedLinked(Map<Account, String> map) {
    Account account = new Account(1);
    map.put(account, "text");
    account.number = 2;
    map.remove(account, "text");
  }

  private static void changedWeak(Map<Account, String> map) {
    Account account = new Account(1);
    map.put(account, "text");
    account.number = 2;
    map.remove(account);
  }

  private static void changedTable(Map<Account, String> map) {
    Account account = new Account(1);
    map.put(account, "text");
    account.number = 2;
    map.keySet().remove(account);
  }

  private static void changedSorted(Map<Account, String> map) {
    List<Account> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(new Account(i));
      map.put(all.get(i), "text");
    }
    all.get(2).number = 100;
    map.remove(all.get(2));
  }

  private static void changedElement(Set<List<String>> set) {
    List<String> list = new ArrayList<>();
    set.add(list);
    list.add("text");
    set.remove(list);
  }

  private static void changedConcurrent(Map<Account, String> map) throws InterruptedException {
    Account account = new Account(1);
    map.put(account, "text");
    account.number = 2;
    map.remove(account);
    Thread.sleep(5);
    map.remove(account);
  }
}
