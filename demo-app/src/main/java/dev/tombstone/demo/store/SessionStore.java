package dev.tombstone.demo.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in: the sessions used last, in a LinkedHashMap that evicts the eldest, behind a
 * lock.
 */
public final class SessionStore {
  /** A logged-in user. */
  public record Session(String id, long expiresAtMillis) {}

  private static final class Lru extends LinkedHashMap<String, Session> {
    private static final long serialVersionUID = 1L;
    private final int capacity;
    private long evicted;

    Lru(int capacity) {
      super(1_024, .75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
      boolean full = size() > capacity;
      if (full) {
        evicted++;
      }
      return full;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Lru sessions;
  private long removed;

  /** A store that keeps this many sessions. */
  public SessionStore(int capacity) {
    sessions = new Lru(capacity);
  }

  /** Logs in. */
  public void put(Session session) {
    lock.lock();
    try {
      sessions.put(session.id(), session);
    } finally {
      lock.unlock();
    }
  }

  /** The session, which is now the one used last, or null. */
  public @Nullable Session get(String id) {
    lock.lock();
    try {
      return sessions.get(id);
    } finally {
      lock.unlock();
    }
  }

  /** Logs out; false if there was no such session. */
  public boolean logOut(String id) {
    lock.lock();
    try {
      boolean hit = sessions.remove(id) != null;
      removed += hit ? 1 : 0;
      return hit;
    } finally {
      lock.unlock();
    }
  }

  /** Sessions that left so far, logged out or evicted. */
  public long deletions() {
    lock.lock();
    try {
      return removed + sessions.evicted;
    } finally {
      lock.unlock();
    }
  }
}
