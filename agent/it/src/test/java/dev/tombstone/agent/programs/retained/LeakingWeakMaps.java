package dev.tombstone.agent.programs.retained;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Weak maps whose values refer to their keys, each in another way: none lets go of an entry. */
@SuppressWarnings("UnusedVariable") // What holds needs not be read.
public final class LeakingWeakMaps {
  private static final Map<Key, Object> DIRECT = weak();
  private static final Map<Key, Object> NESTED = weak();
  private static final Map<Key, Key> ITSELF = weak();
  private static final Map<Key, Object> INNER = weak();
  private static final Map<Key, Supplier<String>> LAMBDA = weak();
  private static final Map<Key, Supplier<String>> ANONYMOUS = weak();
  private static final Map<Key, List<Key>> LISTED = weak();
  private static final Map<Key, Map<String, Key>> MAPPED = weak();
  private static final Map<Key, Object> INHERITED = weak();
  private static final Map<Key, Object> RECORD = weak();
  private static final Map<Key, AtomicReference<Key>> ATOMIC = weak();
  private static final Map<Key, Object[]> ARRAY = weak();
  private static final Map<String, Object> TEXT = weak();
  private static final Map<Key, Object> SUBCLASS = new Registry<>();

  private LeakingWeakMaps() {}

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
      direct();
      nested();
      itself();
      inner();
      lambda();
      anonymous();
      listed();
      mapped();
      inherited();
      ofRecord();
      atomic();
      array();
      text(i);
      subclass();
      long wait = start + i * 1_000_000_000L / perSecond - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
    }
  }

  private static void direct() {
    Key key = new Key();
    DIRECT.put(key, new Parser(key));
  }

  private static void nested() {
    Key key = new Key();
    NESTED.put(key, new Job(new Parser(key)));
  }

  private static void itself() {
    Key key = new Key();
    ITSELF.put(key, key);
  }

  private static void inner() {
    Key key = new Key();
    INNER.put(key, key.new Cursor());
  }

  private static void lambda() {
    Key key = new Key();
    LAMBDA.put(key, () -> "of " + key.name);
  }

  private static void anonymous() {
    Key key = new Key();
    ANONYMOUS.put(
        key,
        new Supplier<>() {
          @Override
          public String get() {
            return key.name;
          }
        });
  }

  private static void listed() {
    Key key = new Key();
    LISTED.put(key, List.of(key));
  }

  private static void mapped() {
    Key key = new Key();
    MAPPED.put(key, new HashMap<>(Map.of("key", key)));
  }

  private static void inherited() {
    Key key = new Key();
    INHERITED.put(key, new FastParser(key));
  }

  private static void ofRecord() {
    Key key = new Key();
    RECORD.put(key, new Pair(1, key));
  }

  private static void atomic() {
    Key key = new Key();
    ATOMIC.put(key, new AtomicReference<>(key));
  }

  private static void array() {
    Key key = new Key();
    ARRAY.put(key, new Object[] {"key", key});
  }

  private static void text(long number) {
    TEXT.computeIfAbsent("text" + number, text -> new Pair(2, text));
  }

  private static void subclass() {
    Key key = new Key();
    SUBCLASS.put(key, new Parser(key));
  }

  private static <K, V> Map<K, V> weak() {
    return Collections.synchronizedMap(new WeakHashMap<>());
  }

  private static final class Key {
    final String name = "key";
    final byte[] content = new byte[256];

    /** Refers to the key that it is of. */
    final class Cursor {
      final int end = content.length;
    }
  }

  private static class Parser {
    final Key key;

    Parser(Key key) {
      this.key = key;
    }
  }

  private static final class FastParser extends Parser {
    final int[] fast = new int[4];

    FastParser(Key key) {
      super(key);
    }
  }

  private record Job(Parser parser) {}

  private record Pair(int number, Object object) {}

  private static final class Registry<K, V> extends WeakHashMap<K, V> {}
}
