package dev.tombstone.agent.programs.retained;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Removes values that something else holds on to, or such as nothing does. */
@SuppressWarnings("UnusedVariable") // What holds needs not be read.
public final class RemovedValues {
  private static final int IN_USE = 20;
  private static final int SHARED = 5;
  private static final long COLLECT_MILLIS = 100;

  private static final Map<Long, Session> SESSIONS = new HashMap<>();
  private static final ConcurrentHashMap<Long, Session> CONCURRENT = new ConcurrentHashMap<>();
  private static final ConcurrentSkipListMap<Long, Session> SORTED = new ConcurrentSkipListMap<>();
  private static final Map<Long, Session> MAPPING = new ConcurrentHashMap<>();
  private static final Map<Long, Session> LOOPED = new HashMap<>();
  private static final Map<Long, Session> FILTERED = new ConcurrentHashMap<>();
  private static final Map<Long, Session> MOVED = new HashMap<>();
  private static final List<Object> LISTENERS = new ArrayList<>();
  private static final Map<Long, Session> BY_USER = new HashMap<>();
  private static final Deque<Session> USED = new ArrayDeque<>();
  private static final Session[] FEW = shared();
  private static final Map<Long, Session> RECENT =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Session> eldest) {
          return size() > IN_USE;
        }
      };

  private RemovedValues() {}

  /**
   * Runs for so long, and has garbage collected ten times a second.
   *
   * @param arguments {@code broken} or {@code right}, rounds a second, and milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    boolean broken = arguments[0].equals("broken");
    long perSecond = Long.parseLong(arguments[1]);
    long start = System.nanoTime();
    long end = start + Long.parseLong(arguments[2]) * 1_000_000;
    long collected = start;
    for (long i = 0; System.nanoTime() < end; i++) {
      if (broken) {
        removed(i);
        removedConcurrently(i);
        removedSorted(i);
        removedMapping(i);
        removedInLoop(i);
        filtered(i);
        evicted(i);
        moved(i);
      } else {
        letGo(i);
        stillInUse(i);
        shared(i);
        text(i);
      }
      if (System.nanoTime() - collected > COLLECT_MILLIS * 1_000_000) {
        System.gc();
        collected = System.nanoTime();
      }
      long wait = start + i * 1_000_000_000L / perSecond - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
    }
    System.out.println("done");
  }

  private static void removed(long id) {
    Session session = new Session();
    LISTENERS.add(session);
    SESSIONS.put(id, session);
    SESSIONS.remove(id);
  }

  private static void removedConcurrently(long id) {
    Session session = new Session();
    LISTENERS.add(new Object[] {session});
    CONCURRENT.put(id, session);
    CONCURRENT.remove(id);
  }

  private static void removedSorted(long id) {
    Session session = new Session();
    LISTENERS.add(session);
    SORTED.put(id, session);
    SORTED.remove(id);
  }

  private static void removedMapping(long id) {
    Session session = new Session();
    LISTENERS.add(session);
    MAPPING.put(id, session);
    MAPPING.remove(id, session);
  }

  private static void removedInLoop(long id) {
    Session session = new Session();
    LISTENERS.add(session);
    LOOPED.put(id, session);
    Iterator<Session> all = LOOPED.values().iterator();
    while (all.hasNext()) {
      all.next();
      all.remove();
    }
  }

  private static void filtered(long id) {
    Session session = new Session();
    LISTENERS.add(session);
    FILTERED.put(id, session);
    FILTERED.values().removeIf(each -> each == session);
  }

  /** The second map is forgotten. */
  private static void evicted(long id) {
    Session session = new Session();
    BY_USER.put(id, session);
    RECENT.put(id, session);
  }

  /** Not lost: it goes on in another map. */
  private static void moved(long id) {
    MOVED.put(id, new Session());
    BY_USER.put(-id, MOVED.remove(id));
  }

  private static void letGo(long id) {
    SESSIONS.put(id, new Session());
    SESSIONS.remove(id);
    CONCURRENT.put(id, new Session());
    CONCURRENT.remove(id);
    RECENT.put(id, new Session());
  }

  /** For a while. */
  private static void stillInUse(long id) {
    SESSIONS.put(id, new Session());
    USED.add(SESSIONS.remove(id));
    if (USED.size() > IN_USE) {
      USED.remove();
    }
  }

  /** One of a few that many entries have in common, and that are held by the program. */
  private static void shared(long id) {
    CONCURRENT.put(id, FEW[(int) (id % SHARED)]);
    CONCURRENT.remove(id);
  }

  private static void text(long id) {
    String text = "text" + id;
    LISTENERS.add(text);
    Map<Long, String> texts = new HashMap<>();
    texts.put(id, text);
    texts.remove(id);
  }

  private static Session[] shared() {
    Session[] few = new Session[SHARED];
    for (int i = 0; i < SHARED; i++) {
      few[i] = new Session();
    }
    return few;
  }

  private static final class Session {
    final byte[] content = new byte[128];
  }
}
