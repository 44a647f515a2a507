package dev.tombstone.agent.programs.misuse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Maps that hold keys or values of several classes, now or at other times. */
@SuppressWarnings("CollectionIncompatibleType")
final class MixedKeys {
  private static final int ROUNDS = 3_000;

  private enum Color {
    RED
  }

  private enum Shape {
    BOX
  }

  private final Map<Object, String> anything = new HashMap<>();
  private final Map<Long, String> byNumber = new HashMap<>();
  private final Map<String, Object> values = new ConcurrentHashMap<>();

  private MixedKeys() {}

  static void runAll() {
    MixedKeys maps = new MixedKeys();
    maps.integersAndLongsInTurn();
    maps.integersForALongTimeThenLongs();
    maps.argumentOfAnyClass();
    maps.oneOfTwoMaps(maps.byNumber, new HashMap<>(Map.of("name", "text")));
    maps.oneOfTwoEnumMaps();
    maps.rawMap();
    maps.typeVariable(new LinkedHashMap<>(), "name", 5);
    maps.valuesOfTwoClasses();
    maps.mixedSet();
    maps.removeAllOfAnotherClass();
    maps.propertiesByNumber();
    maps.identityOfEqualKeys();
    maps.removeIfPresentThatSometimesHits();
    maps.emptyMapByAnything();
    maps.wildcard(new HashMap<>(Map.of(1L, "text")));
    maps.conditionalArgument();
  }

  private void integersAndLongsInTurn() {
    for (int i = 0; i < ROUNDS; i++) {
      anything.put(i, "integer");
      anything.remove((long) i);
      anything.put((long) i, "long");
      anything.remove((long) i);
      anything.remove(i);
    }
  }

  private void integersForALongTimeThenLongs() {
    Map<Object, String> map = new HashMap<>(Map.of(1, "one", 2, "two"));
    for (long i = 0; i < ROUNDS; i++) {
      if (i == ROUNDS - 1) {
        map.put(i, "the long at last");
      }
      map.remove(i);
    }
  }

  private void argumentOfAnyClass() {
    for (long i = 0; i < ROUNDS; i++) {
      byNumber.put(i, "text");
      drop((int) i);
      drop("name");
      drop(i);
      byNumber.put(i, "text");
    }
  }

  private boolean drop(Object id) {
    return byNumber.remove(id) != null;
  }

  private void oneOfTwoMaps(Map<?, String> numbers, Map<?, String> names) {
    for (int i = 0; i < ROUNDS; i++) {
      for (Map<?, String> map : List.of(numbers, names)) {
        map.remove("other name");
        map.remove(-1L);
      }
    }
  }

  private void oneOfTwoEnumMaps() {
    Map<Color, String> colors = new EnumMap<>(Color.class);
    Map<Shape, String> shapes = new EnumMap<>(Shape.class);
    for (int i = 0; i < ROUNDS; i++) {
      colors.put(Color.RED, "text");
      shapes.put(Shape.BOX, "text");
      for (Map<?, String> map : List.of(colors, shapes)) {
        map.remove(i % 2 == 0 ? Color.RED : Shape.BOX);
      }
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private void rawMap() {
    Map map = new HashMap();
    map.put("name", "text");
    for (int i = 0; i < ROUNDS; i++) {
      map.remove(i);
    }
    map.put(1, "text");
    map.remove(1);
  }

  private <K> void typeVariable(Map<K, String> map, K key, Object other) {
    map.put(key, "text");
    for (int i = 0; i < ROUNDS; i++) {
      map.remove(other);
    }
  }

  private void valuesOfTwoClasses() {
    for (int i = 0; i < ROUNDS; i++) {
      values.put("name", "text");
      values.remove("name", i);
      values.put("name", i);
      values.remove("name", i);
    }
  }

  private void mixedSet() {
    Set<Object> set = new HashSet<>();
    set.add("name");
    for (int i = 0; i < ROUNDS; i++) {
      set.remove(i);
      if (i % 100 == 0) {
        set.add(i + 1);
      }
    }
  }

  private void removeAllOfAnotherClass() {
    Map<String, String> map = new HashMap<>(Map.of("name", "text"));
    List<Object> others = new ArrayList<>(List.of(1, 2L, '3'));
    for (int i = 0; i < ROUNDS; i++) {
      map.keySet().removeAll(others);
    }
  }

  private void propertiesByNumber() {
    Properties properties = new Properties();
    properties.setProperty("name", "text");
    for (int i = 0; i < 10; i++) {
      properties.remove(i);
      properties.put(i, "text");
      properties.remove(i);
    }
  }

  private void identityOfEqualKeys() {
    Map<Object, String> map = new IdentityHashMap<>();
    String key = new String("name");
    for (int i = 0; i < ROUNDS; i++) {
      map.put(key, "text");
      map.remove(new String("name"));
      map.remove(i);
      map.remove(key);
    }
  }

  private void removeIfPresentThatSometimesHits() {
    Map<String, String> map = new HashMap<>(Map.of("always", "there"));
    for (int i = 0; i < ROUNDS; i++) {
      if (i % 10 == 0) {
        map.put("key " + i, "text");
      }
      map.remove("key " + i);
    }
  }

  private void emptyMapByAnything() {
    Map<Long, String> map = new HashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      map.remove("name");
    }
  }

  private void wildcard(Map<? extends Number, String> map) {
    for (int i = 0; i < ROUNDS; i++) {
      map.remove(i);
    }
  }

  private void conditionalArgument() {
    Map<Long, String> map = new HashMap<>(Map.of(-1L, "text"));
    for (long i = 0; i < ROUNDS; i++) {
      Object key = i % 2 == 0 ? (Object) (int) i : (Object) i;
      map.put(i, "text");
      map.remove(key);
    }
  }
}
