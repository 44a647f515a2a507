package dev.tombstone.demo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManagedMapTest {
  private final List<Object> gone = new ArrayList<>();
  private final Map<Integer, Object> map = new ManagedMap<>(3, gone::add);

  @Test
  void remove_everyWayOut_handsEachValueOverOnce() {
    Object[] values = new Object[8];
    for (int i = 0; i < values.length; i++) {
      values[i] = new Object();
    }
    map.put(0, values[0]);
    assertThat(map.remove(0)).isSameAs(values[0]);
    map.put(1, values[1]);
    map.put(1, values[2]);
    map.values().removeIf(value -> true);
    map.put(3, values[3]);
    map.computeIfPresent(3, (key, value) -> null);
    map.put(4, values[4]);
    map.entrySet().iterator().next().setValue(values[5]);
    map.put(6, values[6]);
    map.keySet().remove(6);
    map.put(7, values[7]);
    map.clear();
    assertThat(gone).containsExactlyInAnyOrder(values);
    assertThat(map).isEmpty();
  }

  @Test
  void put_pastItsCapacity_handsOverTheOneNotUsedForLongest() {
    map.put(1, "one");
    map.put(2, "two");
    map.put(3, "three");
    map.get(1);
    map.put(4, "four");
    assertThat(gone).containsExactly("two");
    assertThat(map).containsOnlyKeys(1, 3, 4);
  }

  @Test
  void remove_valueUnderTwoKeys_isHandedOverWithTheLast() {
    Object shared = new Object();
    map.put(1, shared);
    map.put(2, shared);
    map.put(2, shared);
    map.remove(1);
    assertThat(gone).isEmpty();
    map.remove(2);
    assertThat(gone).containsExactly(shared);
  }

  @Test
  void clear_hookFails_allAreHandedOverAndTheFailureIsThrown() {
    List<Object> tried = new ArrayList<>();
    Map<Integer, Object> failing =
        new ManagedMap<>(
            3,
            value -> {
              tried.add(value);
              throw new IllegalStateException("no");
            });
    failing.put(1, "one");
    failing.put(2, "two");
    assertThatThrownBy(failing::clear).isInstanceOf(IllegalStateException.class);
    assertThat(tried).containsExactlyInAnyOrder("one", "two");
    assertThat(failing).isEmpty();
  }

  @Test
  void randomOperations_valuesPutAndHandedOver_areThoseOfAModel() {
    Random random = new Random(7);
    Map<Integer, Object> large = new ManagedMap<>(Integer.MAX_VALUE, gone::add);
    Map<Integer, Object> model = new HashMap<>();
    int put = 0;
    for (int i = 0; i < 2_000; i++) {
      int key = random.nextInt(20);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          Object value = new Object();
          put++;
          large.put(key, value);
          model.put(key, value);
        }
        case 2 -> assertThat(large.remove(key)).isSameAs(model.remove(key));
        default -> {
          Iterator<Integer> keys = large.keySet().iterator();
          if (keys.hasNext()) {
            model.remove(keys.next());
            keys.remove();
          }
        }
      }
      assertThat(large).isEqualTo(model);
      assertThat(gone).hasSize(put - model.size()).doesNotHaveDuplicates();
    }
  }
}
