package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Several threads on one concurrent map: what the calls answered is what must be counted. */
final class ThreadCases {
  private static final int THREADS = 4;

  private ThreadCases() {}

  static final class Hash extends ConcurrentHashMap<Integer, String> {
    private static final long serialVersionUID = 1L;
  }

  static final class SkipList extends ConcurrentSkipListMap<Integer, String> {
    private static final long serialVersionUID = 1L;
  }

  static List<String> run(long seed, int calls) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    failures.addAll(check(new Hash(), seed, calls));
    failures.addAll(check(new SkipList(), seed, calls));
    return failures;
  }

  private static List<String> check(ConcurrentMap<Integer, String> map, long seed, int calls)
      throws InterruptedException {
    String mapClass = map.getClass().getName();
    Tally before = Tally.counted(mapClass);
    LongAdder[] removed = adders();
    LongAdder[] missed = adders();
    LongAdder failed = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Random random = new Random(seed + t);
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < calls; i++) {
                  call(map, random, removed, missed);
                  if (i % 8 == 0) {
                    fail(map, failed);
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Tally expected = new Tally();
    for (int op = 0; op < Operation.COUNT; op++) {
      expected.removed[op] = removed[op].sum();
      expected.missed[op] = missed[op].sum();
    }
    expected.failed[Operation.REMOVE.ordinal()] = failed.sum();
    Tally counted = Tally.counted(mapClass).minus(before);
    boolean ok = counted.sameAs(expected);
    System.out.println(
        "| "
            + mapClass.substring(mapClass.lastIndexOf('.') + 1)
            + " | "
            + THREADS
            + " threads "
            + expected
            + " | "
            + (ok ? "ok" : "NO")
            + " |");
    return ok ? List.of() : List.of(mapClass + ": expected " + expected + ", counted " + counted);
  }

  private static void call(
      ConcurrentMap<Integer, String> map, Random random, LongAdder[] removed, LongAdder[] missed) {
    Integer key = random.nextInt(64);
    map.putIfAbsent(key, "v");
    switch (random.nextInt(6)) {
      case 0 -> tell(Operation.REMOVE, map.remove(key) != null, removed, missed);
      case 1 -> tell(Operation.REMOVE_VALUE, map.remove(key, "v"), removed, missed);
      case 2 -> {
        // A skip list calls the function again when it loses a race, so there the call tells
        // nothing.
        if (map instanceof ConcurrentHashMap) {
          map.computeIfPresent(
              key,
              (k, v) -> {
                removed[Operation.COMPUTE.ordinal()].increment();
                return null;
              });
        }
      }
      case 3 -> tell(Operation.REMOVE, map.keySet().remove(key), removed, missed);
      case 4 -> {
        if (map instanceof NavigableMap<Integer, String> sorted) {
          if (sorted.pollFirstEntry() != null) {
            removed[Operation.POLL.ordinal()].increment();
          }
        } else {
          tell(Operation.REMOVE, map.remove(key) != null, removed, missed);
        }
      }
      default -> {
        Iterator<Integer> iterator = map.keySet().iterator();
        if (iterator.hasNext()) {
          iterator.next();
        }
      }
    }
  }

  @SuppressWarnings("NullAway")
  private static void fail(ConcurrentMap<Integer, String> map, LongAdder failed) {
    try {
      map.remove(null);
    } catch (NullPointerException refused) {
      failed.increment();
    }
  }

  private static void tell(
      Operation operation, boolean hit, LongAdder[] removed, LongAdder[] missed) {
    (hit ? removed : missed)[operation.ordinal()].increment();
  }

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[Operation.COUNT];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }
}
