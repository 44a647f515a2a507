package dev.tombstone.agent.programs.retained;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Weak maps that are right, or that hold no more than they are meant to. */
@SuppressWarnings("UnusedVariable") // What holds needs not be read.
public final class RightWeakMaps {
  private static final int OPEN = 50;
  private static final int PLUGINS = 30;

  private static final Map<Key, String> NAMES = weak();
  private static final Map<Key, Object> WEAKLY = weak();
  private static final Map<Key, Object> SOFTLY = weak();
  private static final Map<Key, Parser> CLOSED = weak();
  private static final Deque<Key> CLOSING = new ArrayDeque<>();
  private static final Set<Key> SET = Collections.newSetFromMap(weak());
  private static final Map<Key, Parser> DONE = weak();
  private static final Deque<Parser> WORKING = new ArrayDeque<>();
  private static final Map<String, Pair> COPIES = weak();
  private static final Map<Key, Pair> HELD = weak();
  private static final List<Key> HOLDER = new ArrayList<>();
  private static final Map<Key, Pair> REGISTERED = weak();
  private static final Registry REGISTRY = new Registry();
  private static final Map<Key, Parser> STRONG = new HashMap<>();
  private static final Map<Key, Parser> PLUGIN = weak();
  private static final List<Key> PLUGGED = plugins();
  private static final Map<Class<?>, Pair> CLASSES = weak();
  private static final Map<Key, Object> HANDLES = weak();
  private static final Map<Key, Object> STATES = weak();

  private static Class<?> type = String.class;

  private RightWeakMaps() {}

  /**
   * Runs for so long.
   *
   * @param arguments insertions into each map a second, and milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    long perSecond = Long.parseLong(arguments[0]);
    long start = System.nanoTime();
    long end = start + Long.parseLong(arguments[1]) * 1_000_000;
    for (long i = 0; System.nanoTime() < end; i++) {
      unrelated();
      heldWeakly();
      heldSoftly();
      removedWhenClosed();
      inSet();
      letGoWhenDone();
      copied(i);
      heldElsewhere();
      byRegistry();
      strong();
      plugged((int) (i % PLUGINS));
      ofClass();
      byHandle();
      ofEnum();
      long wait = start + i * 1_000_000_000L / perSecond - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
    }
    System.out.println("done with " + NAMES.size() + HOLDER.size());
  }

  private static void unrelated() {
    NAMES.put(new Key(), "name");
  }

  private static void heldWeakly() {
    Key key = new Key();
    WEAKLY.put(key, new Pair(1, new WeakReference<>(key)));
  }

  /** While there is memory the entry stays, as it was meant to. */
  private static void heldSoftly() {
    Key key = new Key();
    SOFTLY.put(key, new Pair(1, new SoftReference<>(key)));
  }

  /** The value refers to its key, and the entry is taken out. */
  private static void removedWhenClosed() {
    Key key = new Key();
    CLOSED.put(key, new Parser(key));
    CLOSING.add(key);
    if (CLOSING.size() > OPEN) {
      CLOSED.remove(CLOSING.remove());
    }
  }

  private static void inSet() {
    SET.add(new Key());
  }

  /** The value refers to its key for as long as it works. */
  private static void letGoWhenDone() {
    Key key = new Key();
    Parser parser = new Parser(key);
    DONE.put(key, parser);
    WORKING.add(parser);
    if (WORKING.size() > 5) {
      WORKING.remove().key = null;
    }
  }

  /** The value has a text that equals the key, and is another object. */
  private static void copied(long number) {
    String text = "text" + number;
    COPIES.put(text, new Pair(1, new StringBuilder(text).toString()));
  }

  /** The keys are held by the program: the map only grows, and would let go of them. */
  private static void heldElsewhere() {
    Key key = new Key();
    HOLDER.add(key);
    HELD.put(key, new Pair(1, "unrelated"));
  }

  /** The values lead to a registry that holds the keys that are open. */
  private static void byRegistry() {
    Key key = new Key();
    REGISTRY.open(key);
    REGISTERED.put(key, new Pair(1, REGISTRY));
  }

  private static void strong() {
    Key key = new Key();
    STRONG.put(key, new Parser(key));
  }

  /** Some that stay for the life of the program, and are put in again and again. */
  private static void plugged(int number) {
    Key key = PLUGGED.get(number);
    PLUGIN.put(key, new Parser(key));
  }

  /** A class lives as long as its loader, whoever refers to it. */
  private static void ofClass() {
    if (CLASSES.size() < 200) {
      type = Array.newInstance(type, 0).getClass();
      CLASSES.put(type, new Pair(1, type));
      if (CLASSES.size() % 100 == 0) {
        type = Integer.class;
      }
    }
  }

  /** The value is a weak reference of a class of its own, with fields of its own. */
  private static void byHandle() {
    Key key = new Key();
    HANDLES.put(key, new Handle(key));
  }

  private static void ofEnum() {
    STATES.put(new Key(), Thread.State.NEW);
  }

  private static List<Key> plugins() {
    List<Key> plugins = new ArrayList<>();
    for (int i = 0; i < PLUGINS; i++) {
      plugins.add(new Key());
    }
    return plugins;
  }

  private static <K, V> Map<K, V> weak() {
    return Collections.synchronizedMap(new WeakHashMap<>());
  }

  private static final class Key {
    final byte[] content = new byte[256];
  }

  private static final class Parser {
    @Nullable Key key;

    Parser(Key key) {
      this.key = key;
    }
  }

  private record Pair(int number, Object object) {}

  private static final class Handle extends WeakReference<Key> {
    final String name = "handle";

    Handle(Key key) {
      super(key);
    }
  }

  /** Knows the last keys only. */
  private static final class Registry {
    private final Key[] open = new Key[OPEN];
    private int next;

    void open(Key key) {
      open[next++ % OPEN] = key;
    }
  }
}
