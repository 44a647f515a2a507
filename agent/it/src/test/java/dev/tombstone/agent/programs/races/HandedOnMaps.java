package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;

/** Maps that go through something odd on one thread, and are then used by another in order. */
final class HandedOnMaps {
  private static final int ROUNDS = 40;

  /** Equal to none of its kind, which it finds out by using up the stack. */
  private static final class Deep {
    private int depth;

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    @SuppressWarnings("EqualsReference")
    public boolean equals(Object other) {
      depth++;
      return equals(other) && depth > 0;
    }
  }

  private HandedOnMaps() {}

  static void runAll() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      stackOverflow();
      exception();
      cloned();
      deserialised();
    }
  }

  /** The stack ends inside an operation, at any of its depths, in the map's code or the agent's. */
  private static void stackOverflow() throws Exception {
    Map<Object, Integer> map = new HashMap<>();
    Together.once(
        () -> {
          map.put(new Deep(), 1);
          overflow(map);
          dive(map);
        });
    Together.Body body =
        () -> {
          synchronized (map) {
            map.put("new", 1);
            map.remove("new");
          }
        };
    Together.once(body, body);
  }

  private static void overflow(Map<Object, Integer> map) {
    try {
      map.put(new Deep(), 2);
    } catch (StackOverflowError expected) {
      map.put("after", 3);
    }
  }

  /** One operation at each depth down to the end of the stack. */
  private static void dive(Map<Object, Integer> map) {
    try {
      map.put("deep", 1);
      map.remove("deep");
      dive(map);
    } catch (StackOverflowError expected) {
      // That is how far it goes.
    }
  }

  private static void exception() throws Exception {
    Map<Integer, Integer> map = new HashMap<>();
    Together.once(
        () -> {
          try {
            map.computeIfAbsent(
                1,
                key -> {
                  throw new IllegalStateException("no value");
                });
          } catch (IllegalStateException expected) {
            map.put(2, 2);
          }
        });
    Together.once(() -> LockedMaps.putAndRemove(map));
  }

  @SuppressWarnings("unchecked")
  private static void cloned() throws Exception {
    HashMap<Integer, Integer> map = new HashMap<>(Map.of(1, 1));
    Together.Body body =
        () -> {
          Map<Integer, Integer> own;
          synchronized (map) {
            own = (Map<Integer, Integer>) map.clone();
          }
          LockedMaps.putAndRemove(own);
        };
    Together.once(body, body);
  }

  @SuppressWarnings("unchecked")
  private static void deserialised() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new HashMap<>(Map.of(1, 1, 2, 2)));
    }
    Together.Body body =
        () -> {
          ObjectInputStream in =
              new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
          Map<Integer, Integer> own = (Map<Integer, Integer>) in.readObject();
          Together.once(() -> LockedMaps.putAndRemove(own));
        };
    Together.once(body, body);
  }
}
