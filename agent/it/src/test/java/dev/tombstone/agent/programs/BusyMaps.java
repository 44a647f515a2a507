package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Deletes from maps of every family on several threads, holds each result against a model without
 * maps, and does what it is told on standard input, one line at a time.
 */
public final class BusyMaps {
  /** Deleted from on demand only, a known number of times. */
  public static final class Known extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private static final int KEYS = 64;
  private static final String[] WOVEN = {
    "java.util.HashMap",
    "java.util.HashMap$HashIterator",
    "java.util.LinkedHashMap",
    "java.util.TreeMap",
    "java.util.WeakHashMap",
    "java.util.IdentityHashMap",
    "java.util.EnumMap",
    "java.util.Hashtable",
    "java.util.Properties",
    "java.util.Map",
    "java.util.concurrent.ConcurrentHashMap",
    "java.util.concurrent.ConcurrentSkipListMap",
  };

  private static final AtomicLong OPERATIONS = new AtomicLong();
  private static final AtomicLong FAULTS = new AtomicLong();
  private static volatile boolean ended;

  private BusyMaps() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(BusyMaps::busy, "busy-" + i);
      thread.setUncaughtExceptionHandler((died, error) -> fault(error.toString()));
      threads.add(thread);
      thread.start();
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null && !line.equals("stop")) {
      String[] words = line.split(" ");
      System.out.println(line + ": " + answer(words));
      line = in.readLine();
    }
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("stop: " + FAULTS + " faults in " + OPERATIONS.get() / 100_000 + " 100000s");
  }

  private static String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "delete" -> deleteKnown(Integer.parseInt(words[1]));
      case "dump" -> Integer.toString(Witness.dump(WOVEN, Path.of(words[1])));
      case "threads" ->
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("tombstone"))
              .sorted()
              .toList()
              .toString();
      case "hook" -> "counted " + countedWithTheHookOpen();
      default -> "unknown";
    };
  }

  /** Deletes as many known entries on each of four threads; two end, two are new each time. */
  private static String deleteKnown(int count) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                Map<Integer, Integer> known = new Known();
                for (int deletion = 0; deletion < count; deletion++) {
                  known.put(deletion, deletion);
                  known.remove(deletion);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return "done";
  }

  /** What the hook counts if it is opened while no agent is there: nothing, if nobody calls it. */
  private static long countedWithTheHookOpen() throws Exception {
    Class<?> control = Class.forName("dev.tombstone.hook.RecordingControl", true, null);
    control.getMethod("setCounting", boolean.class).invoke(null, true);
    long before = OPERATIONS.get();
    while (OPERATIONS.get() < before + 10_000) {
      Thread.onSpinWait();
    }
    deleteKnown(100);
    long counted = 0;
    Object counters =
        Class.forName("dev.tombstone.hook.CounterTable").getMethod("all").invoke(null);
    for (int i = 0; i < Array.getLength(counters); i++) {
      Object counter = Array.get(counters, i);
      for (int operation = 0; operation < 9; operation++) {
        counted +=
            (long) counter.getClass().getMethod("removed", int.class).invoke(counter, operation);
      }
    }
    control.getMethod("setCounting", boolean.class).invoke(null, false);
    return counted;
  }

  private static void busy() {
    List<Map<Object, Integer>> maps = new ArrayList<>();
    maps.add(new HashMap<>());
    maps.add(new LinkedHashMap<>());
    maps.add(new TreeMap<>());
    maps.add(new ConcurrentHashMap<>());
    maps.add(new ConcurrentSkipListMap<>());
    maps.add(new Hashtable<>());
    maps.add(new WeakHashMap<>());
    maps.add(new IdentityHashMap<>());
    Integer[] keys = new Integer[KEYS];
    Arrays.setAll(keys, i -> i);
    Map<TimeUnit, Integer> byEnum = new EnumMap<>(TimeUnit.class);
    while (!ended) {
      for (Map<Object, Integer> map : maps) {
        round(map, keys);
      }
      for (TimeUnit unit : TimeUnit.values()) {
        byEnum.put(unit, 1);
      }
      expect(byEnum.remove(TimeUnit.DAYS) == 1 && byEnum.remove(TimeUnit.DAYS) == null, byEnum);
      expect(byEnum.keySet().removeIf(unit -> unit == TimeUnit.HOURS), byEnum);
      byEnum.clear();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Every key in, and all out again by one way or another. */
  private static void round(Map<Object, Integer> map, Integer[] keys) {
    for (Integer key : keys) {
      map.put(key, key);
    }
    expect(map.remove(keys[0]).equals(keys[0]), map);
    expect(map.remove(keys[0]) == null, map);
    expect(map.remove(keys[1], keys[1]) && !map.remove(keys[1], keys[1]), map);
    expect(map.keySet().remove(keys[2]) && !map.keySet().remove(keys[2]), map);
    expect(map.computeIfPresent(keys[3], (key, value) -> null) == null, map);
    expect(map.values().removeIf(value -> value % 2 == 0) && map.size() == KEYS / 2 - 2, map);
    var iterator = map.entrySet().iterator();
    iterator.next();
    iterator.remove();
    expect(map.size() == KEYS / 2 - 3, map);
    map.clear();
    expect(map.isEmpty(), map);
    OPERATIONS.addAndGet(KEYS);
  }

  private static void expect(boolean holds, Map<?, ?> map) {
    if (!holds) {
      fault("wrong result of a " + map.getClass() + ": " + map);
    }
  }

  private static void fault(String what) {
    FAULTS.incrementAndGet();
    System.out.println("FAULT " + what);
  }
}
