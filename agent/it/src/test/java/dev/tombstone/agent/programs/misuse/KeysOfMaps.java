package dev.tombstone.agent.programs.misuse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Maps of a thousand entries, each on a thread of its own, whose keys are removed and put back at a
 * rate: with hashes that are poor, or that are right. Arguments: {@code poor} or {@code right},
 * removals a second of each map, seconds.
 */
public final class KeysOfMaps {
  private static final int ENTRIES = 1_000;
  private static final int GRID = 40;
  private static final int BITS = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private KeysOfMaps() {}

  /** All of one hash. */
  record OneHash(int id) {
    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** As of a hash that was made when there were few. */
  record Department(int number) implements Comparable<Department> {
    @Override
    public int hashCode() {
      return number % GRID;
    }

    @Override
    public int compareTo(Department other) {
      return Integer.compare(number, other.number);
    }
  }

  /** The sum of both, of which there are few. */
  record Slot(int day, int minute) {
    @Override
    public int hashCode() {
      return day + minute;
    }
  }

  /** Equal coordinates cancel each other out where HashMap folds the hash. */
  record Point(int x, int y) {
    @Override
    public int hashCode() {
      return x << Short.SIZE | y;
    }
  }

  /** Its hash forgets what tells such keys apart. */
  record Path(String tenant, int id) {
    @Override
    public int hashCode() {
      return tenant.hashCode();
    }
  }

  /** As records hash. */
  record Spread(int day, int minute) {}

  /** Two of a hash, which are no fault yet. */
  record TwoOfAHash(int id) {
    @Override
    public int hashCode() {
      return id / 2 * 0x9E3779B9;
    }
  }

  private static Map<String, Runnable> poor(long pause) {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("one hash", () -> hashed(new HashMap<>(), OneHash::new, pause));
    all.put("few hashes", () -> hashed(new ConcurrentHashMap<>(), Department::new, pause));
    all.put("sum", () -> hashed(new LinkedHashMap<>(), i -> new Slot(i / GRID, i % GRID), pause));
    all.put("diagonal", () -> hashed(new HashMap<>(), i -> new Point(i, i), pause));
    all.put("tenant", () -> hashed(new ConcurrentHashMap<>(), i -> new Path("t", i), pause));
    all.put("text", () -> hashed(new HashMap<>(), KeysOfMaps::textOfOneHash, pause));
    return all;
  }

  private static Map<String, Runnable> right(long pause) {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("text", () -> hashed(new HashMap<>(), i -> "key-" + i, pause));
    all.put("numbers", () -> hashed(new HashMap<>(), i -> i, pause));
    all.put("long", () -> hashed(new ConcurrentHashMap<>(), i -> i * 1_000_003L, pause));
    all.put("uuid", () -> hashed(new HashMap<>(), KeysOfMaps::uuid, pause));
    all.put("record", () -> hashed(new HashMap<>(), i -> new Spread(i / GRID, i % GRID), pause));
    all.put("list", () -> hashed(new HashMap<>(), i -> List.of("tenant", i), pause));
    all.put("enum", () -> hashed(new HashMap<>(), i -> Thread.State.values()[i % 6], pause));
    all.put("class", () -> hashed(new HashMap<>(), i -> Object[].class, pause));
    all.put("two of a hash", () -> hashed(new HashMap<>(), TwoOfAHash::new, pause));
    all.put("identity", () -> identity(pause));
    all.put("few entries", () -> few(pause));
    all.put("hit again and again", () -> hot(pause));
    return all;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws InterruptedException {
    long pause = SECOND_NANOS / Integer.parseInt(arguments[1]);
    Collection<Runnable> chosen =
        (arguments[0].equals("poor") ? poor(pause) : right(pause)).values();
    List<Thread> threads = new ArrayList<>();
    for (Runnable each : chosen) {
      Thread thread = new Thread(each);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    Thread.sleep(Integer.parseInt(arguments[2]) * 1_000L);
    for (Thread thread : threads) {
      if (!thread.isAlive()) {
        throw new IllegalStateException("a thread has ended");
      }
    }
    System.out.println("done");
  }

  private static void hashed(Map<Object, Object> map, IntFunction<Object> keys, long pause) {
    for (int i = 0; i < ENTRIES; i++) {
      map.put(keys.apply(i), i);
    }
    for (int i = 0; ; i = (i + 1) % ENTRIES) {
      Object key = keys.apply(i);
      map.remove(key);
      map.put(key, i);
      LockSupport.parkNanos(pause);
    }
  }

  private static void identity(long pause) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      keys.add(new Object());
    }
    hashed(new HashMap<>(), keys::get, pause);
  }

  /** Of one hash, and seven of them: a bin like any other. */
  private static void few(long pause) {
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; ; i = (i + 1) % 7) {
      map.put(new OneHash(i), i);
      map.remove(new OneHash((i + 3) % 7));
      LockSupport.parkNanos(pause);
    }
  }

  /** One long bin of a good map, which is all that is removed from. */
  private static void hot(long pause) {
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      map.put("page-" + i, i);
    }
    for (int i = 1; i <= 9; i++) {
      map.put(i << 11, i);
    }
    for (; ; ) {
      map.remove(1 << 11);
      map.put(1 << 11, 1);
      LockSupport.parkNanos(pause);
    }
  }

  private static UUID uuid(int number) {
    return UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> Byte.SIZE)});
  }

  /** "Aa" and "BB" have one hash, and so have all texts made of them. */
  private static String textOfOneHash(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < BITS; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
