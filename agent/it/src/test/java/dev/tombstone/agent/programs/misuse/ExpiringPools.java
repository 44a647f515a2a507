package dev.tombstone.agent.programs.misuse;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** Entries that are looked at and then removed: whatever is there by then, and rightly. */
@SuppressWarnings({
  "ModifyCollectionInEnhancedForLoop",
  "NullAway",
  "ReferenceEquality",
  "UnusedVariable"
})
public final class ExpiringPools {
  private static final int KEYS = 20;

  /** What is in the pools; fresh ones are put over old ones. */
  private static final class Connection {
    final String name;
    final boolean old;
    volatile boolean closed;

    Connection(String name, boolean old) {
      this.name = name;
      this.old = old;
    }

    boolean isOld() {
      return old;
    }
  }

  /** The field is another class's. */
  private static final class Cleaner {
    private final ExpiringPools pools;

    Cleaner(ExpiringPools pools) {
      this.pools = pools;
    }

    void clean() {
      for (String key : pools.pool.keySet()) {
        Connection connection = pools.pool.get(key);
        if (connection != null && connection.isOld()) {
          pools.pool.remove(key);
        }
      }
    }
  }

  private final Map<String, Connection> pool = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Integer, Integer> counts = new ConcurrentSkipListMap<>();
  private final Map<Long, Connection> requests = new ConcurrentHashMap<>();
  private final Map<String, Connection> once = new ConcurrentHashMap<>();
  private final Map<String, Connection> alone = new HashMap<>();
  private final Cleaner cleaner = new Cleaner(this);
  private final ReentrantLock lock = new ReentrantLock();
  private long next;

  private ExpiringPools() {}

  /**
   * Runs for so long.
   *
   * @param arguments {@code broken} or {@code right}, and milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    boolean broken = arguments[0].equals("broken");
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    ExpiringPools pools = new ExpiringPools();
    for (int i = 0; System.nanoTime() < end; i++) {
      if (broken) {
        pools.wrong(i);
      } else {
        pools.right(i);
      }
      Thread.sleep(1);
    }
  }

  private void fill(int i) {
    String key = "key" + i % KEYS;
    pool.put(key, new Connection(key, true));
  }

  private void wrong(int i) {
    fill(i);
    byEntry();
    fill(i);
    byElement();
    fill(i);
    byFunction();
    fill(i);
    cleaner.clean();
    countDown(i % KEYS);
    countDown(i % KEYS);
  }

  private void byEntry() {
    for (Map.Entry<String, Connection> each : pool.entrySet()) {
      Connection connection = each.getValue();
      if (connection.isOld()) {
        Connection gone = pool.remove(each.getKey());
        if (gone != null) {
          gone.closed = true;
        }
      }
    }
  }

  private void byElement() {
    Iterator<String> keys = pool.keySet().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      if (pool.getOrDefault(key, new Connection(key, false)).old) {
        pool.remove(key);
      }
    }
  }

  private void byFunction() {
    pool.forEach(
        (key, connection) -> {
          if (connection.isOld()) {
            pool.remove(key);
          }
        });
  }

  private void countDown(int id) {
    Integer count = counts.get(id);
    if (count == null) {
      counts.put(id, 1);
    } else if (count == 1) {
      counts.remove(id);
    }
  }

  private void right(int i) {
    fill(i);
    removeWithTheValue();
    fill(i);
    removeWhatIsThere("key" + i % KEYS);
    fill(i);
    underALock("key" + i % KEYS);
    fill(i);
    synchronized (pool) {
      underTheCallersLock("key" + i % KEYS);
    }
    fill(i);
    lookAgain("key" + i % KEYS);
    fill(i);
    pool.values().removeIf(Connection::isOld);
    request();
    putOnce("key" + i % KEYS);
    aloneInItsThread("key" + i % KEYS);
  }

  private void removeWithTheValue() {
    for (Map.Entry<String, Connection> each : pool.entrySet()) {
      Connection connection = each.getValue();
      if (connection.isOld() && pool.remove(each.getKey(), connection)) {
        connection.closed = true;
      }
    }
  }

  private void removeWhatIsThere(String key) {
    Connection connection = pool.get(key);
    if (connection != null) {
      connection.closed = true;
      pool.remove(key);
    }
  }

  private void underALock(String key) {
    lock.lock();
    try {
      if (pool.get(key).isOld()) {
        pool.remove(key);
      }
    } finally {
      lock.unlock();
    }
  }

  private void underTheCallersLock(String key) {
    Connection connection = pool.get(key);
    if (connection.isOld()) {
      pool.remove(key);
    }
  }

  private void lookAgain(String key) {
    Connection connection = pool.get(key);
    if (connection.isOld()) {
      Connection gone = pool.remove(key);
      if (gone == connection) {
        gone.closed = true;
      } else {
        pool.putIfAbsent(key, gone);
      }
    }
  }

  /** Each has a number of its own. */
  private void request() {
    requests.put(next, new Connection("request", true));
    Connection request = requests.get(next);
    if (request.isOld()) {
      requests.remove(next);
    }
    next++;
  }

  /** Who closes it removes it, and until then nobody replaces it. */
  private void putOnce(String key) {
    Connection connection = once.computeIfAbsent(key, name -> new Connection(name, true));
    if (once.get(key).isOld()) {
      once.remove(key);
    }
    connection.closed = true;
  }

  private void aloneInItsThread(String key) {
    alone.put(key, new Connection(key, true));
    if (alone.get(key).isOld()) {
      alone.remove(key);
    }
  }

  @Override
  public String toString() {
    return pool.values().stream().map(connection -> connection.name).toList().toString();
  }
}
