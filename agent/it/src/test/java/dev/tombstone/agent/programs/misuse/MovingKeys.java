package dev.tombstone.agent.programs.misuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keys that change while no map holds them, and maps that other threads rightly change. */
final class MovingKeys {
  private static final int ROUNDS = 3_000;

  /** Changes its hash code under its own lock. */
  private static final class Session {
    private int number;

    Session(int number) {
      this.number = number;
    }

    @Override
    public synchronized boolean equals(Object other) {
      return other == this;
    }

    @Override
    public synchronized int hashCode() {
      return number;
    }

    synchronized void renumber(int newNumber) {
      number = newNumber;
    }
  }

  private MovingKeys() {}

  static void runAll() throws Exception {
    changedBetweenMaps(new HashMap<>());
    changedBetweenMaps(new LinkedHashMap<>());
    changedBetweenMaps(new Hashtable<>());
    changedBetweenMaps(new WeakHashMap<>());
    changedBetweenMaps(new ConcurrentHashMap<>());
    changedBackInTime();
    wrongValueForTheRightKey(new HashMap<>());
    wrongValueForTheRightKey(new TreeMap<>());
    wrongValueForTheRightKey(new ConcurrentSkipListMap<>());
    outsideTheRange();
    keysThatAreValues();
    collectedKeys();
    evicted();
    sameObjectsFromTwoThreads(new ConcurrentHashMap<>());
    sameObjectsFromTwoThreads(new ConcurrentSkipListMap<>());
    renumberedByAnotherThread();
  }

  private static void changedBetweenMaps(Map<Session, String> map) {
    Session session = new Session(0);
    Session stranger = new Session(-1);
    for (int i = 0; i < ROUNDS; i++) {
      map.put(session, "text");
      map.remove(stranger);
      map.remove(session);
      session.renumber(i);
      map.remove(session);
    }
  }

  private static void changedBackInTime() {
    Set<List<String>> set = new HashSet<>();
    List<String> list = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      set.add(list);
      list.add("text");
      set.remove(List.of("something else"));
      list.clear();
      set.remove(list);
    }
  }

  private static void wrongValueForTheRightKey(Map<String, Integer> map) {
    for (int i = 0; i < ROUNDS; i++) {
      map.put("name", i);
      map.remove("name", i + 1);
      map.remove("name", i);
    }
  }

  private static void outsideTheRange() {
    NavigableMap<Integer, String> map = new TreeMap<>();
    NavigableMap<Integer, String> skipList = new ConcurrentSkipListMap<>();
    Integer key = 1_000;
    map.put(key, "text");
    skipList.put(key, "text");
    for (int i = 0; i < ROUNDS; i++) {
      map.headMap(10, true).remove(key);
      map.descendingMap().tailMap(10, true).remove(key);
      map.headMap(10, true).remove(key, "text");
      skipList.headMap(10, true).remove(key);
    }
  }

  private static void keysThatAreValues() {
    Map<String, String> next = new HashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      String end = "end";
      next.put("start", end);
      next.remove(end);
      next.remove("start");
    }
  }

  private static void collectedKeys() {
    Map<Object, String> map = new WeakHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      map.put(new Object(), "text");
      map.remove(new Object());
      if (i % 1_000 == 0) {
        System.gc();
      }
    }
  }

  private static void evicted() {
    Map<Session, String> recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Session, String> eldest) {
            return size() > 8;
          }
        };
    List<Session> all = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      all.add(new Session(i));
      recent.put(all.get(i), "text");
      recent.remove(all.get(Math.max(0, i - 20)));
    }
  }

  private static void sameObjectsFromTwoThreads(Map<String, Integer> map) throws Exception {
    Runnable body =
        () -> {
          for (int i = 0; i < 20 * ROUNDS; i++) {
            map.put("name", i);
            map.remove("name");
            map.remove("name", i);
          }
        };
    both(body, body);
  }

  private static void renumberedByAnotherThread() throws Exception {
    Map<Session, String> map = new ConcurrentHashMap<>();
    Session session = new Session(0);
    both(
        () -> {
          for (int i = 0; i < 20 * ROUNDS; i++) {
            map.put(session, "text");
            map.remove(session);
            session.renumber(i);
          }
        },
        () -> {
          Session stranger = new Session(7);
          for (int i = 0; i < 20 * ROUNDS; i++) {
            map.remove(stranger);
            map.remove(session);
          }
        });
  }

  private static void both(Runnable first, Runnable second) throws InterruptedException {
    Thread one = new Thread(first);
    Thread two = new Thread(second);
    one.start();
    two.start();
    one.join();
    two.join();
  }
}
