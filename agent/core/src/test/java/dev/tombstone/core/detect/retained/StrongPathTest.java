package dev.tombstone.core.detect.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedVariable") // Fields are read by their offsets.
class StrongPathTest {
  private final Object key = new Object();

  @Test
  void find_fieldOfTheValue_isNamedWithItsClass() {
    StrongPath.Path path = find(new Holder(key));
    assertThat(path).isNotNull();
    assertThat(path.declaring()).isEqualTo(Holder.class);
    assertThat(path.text()).isEqualTo("held");
    assertThat(path.steps()).isEqualTo(1);
  }

  @Test
  void find_fieldOfASuperclass_isNamedWithTheClassThatDeclaresIt() {
    StrongPath.Path path = find(new Special(key));
    assertThat(path).isNotNull();
    assertThat(path.declaring()).isEqualTo(Holder.class);
  }

  @Test
  void find_severalSteps_areTheShortest() {
    Holder inner = new Holder(key);
    StrongPath.Path path = find(new Pair(new Holder(inner), inner));
    assertThat(path).isNotNull();
    assertThat(path.text()).isEqualTo("second.held");
    assertThat(path.by()).hasSize(2).first().isSameAs(inner);
    StrongPath.Path other = find(new Holder(inner));
    assertThat(other).isNotNull();
    assertThat(path.meets(other)).isTrue();
    StrongPath.Path apart = find(new Holder(key));
    assertThat(apart).isNotNull();
    assertThat(path.meets(apart)).isFalse();
  }

  @Test
  void find_valueItself_hasNoStep() {
    StrongPath.Path path = find(key);
    assertThat(path).isNotNull();
    assertThat(path.steps()).isZero();
    assertThat(path.text()).isEmpty();
  }

  @Test
  void find_elementsOfCollections_areFollowed() {
    assertThat(text(new Object[] {"a", key})).isEqualTo("[1]");
    assertThat(text(new ArrayList<>(List.of("a", key)))).isEqualTo("elementData[1]");
    assertThat(text(new Holder(List.of(key)))).isEqualTo("held.e0");
    assertThat(text(new HashMap<>(Map.of("a", key)))).matches("table\\[\\d+]\\.value");
  }

  @Test
  void find_weakAndSoftReferences_areNotFollowed() {
    assertThat(find(new WeakReference<>(key))).isNull();
    assertThat(find(new Holder(new SoftReference<>(key)))).isNull();
    assertThat(find(new Handle(key, "name"))).isNull();
    Map<Object, String> weak = new WeakHashMap<>();
    weak.put(key, "value");
    assertThat(find(weak)).isNull();
  }

  @Test
  void find_strongFieldOfAReference_isFollowed() {
    StrongPath.Path path = find(new Handle("name", key));
    assertThat(path).isNotNull();
    assertThat(path.declaring()).isEqualTo(Handle.class);
    assertThat(path.text()).isEqualTo("more");
  }

  @Test
  void find_equalObject_isNoWay() {
    String text = new StringBuilder("key").toString();
    StrongPath paths = new StrongPath(new ByReflection());
    assertThat(paths.find(new Holder("key"), text, null)).isNull();
    assertThat(paths.find(new Holder(text), text, null)).isNotNull();
  }

  @Test
  void find_moreStepsThanTheBound_isNotFound() {
    Object chain = new Holder(key);
    for (int steps = 1; steps < StrongPath.MOST_STEPS; steps++) {
      chain = new Holder(chain);
    }
    assertThat(find(chain)).isNotNull();
    assertThat(find(new Holder(chain))).isNull();
  }

  @Test
  void find_cycle_ends() {
    Holder first = new Holder(null);
    first.held = new Holder(first);
    assertThat(find(first)).isNull();
  }

  @Test
  void find_byTheObjectThatIsApart_isNoWay() {
    Holder shared = new Holder(key);
    StrongPath paths = new StrongPath(new ByReflection());
    assertThat(paths.find(new Holder(shared), key, shared)).isNull();
    assertThat(paths.find(new Holder(shared), key, null)).isNotNull();
  }

  @Test
  void find_fieldsThatCannotBeReadYet_isIncomplete() {
    StrongPath paths =
        new StrongPath(
            new ByReflection() {
              @Override
              public @Nullable List<String> referenceFields(Class<?> type) {
                return null;
              }
            });
    assertThat(paths.find(new Holder(key), key, null)).isNull();
    assertThat(paths.isIncomplete()).isTrue();
    StrongPath all = new StrongPath(new ByReflection());
    assertThat(all.find(new Holder(null), key, null)).isNull();
    assertThat(all.isIncomplete()).isFalse();
  }

  private @Nullable String text(Object from) {
    StrongPath.Path path = find(from);
    return path == null ? null : path.text();
  }

  private StrongPath.@Nullable Path find(Object from) {
    return new StrongPath(new ByReflection()).find(from, key, null);
  }

  private static class Holder {
    @Nullable Object held;
    final int number = 1;

    Holder(@Nullable Object held) {
      this.held = held;
    }
  }

  private static final class Special extends Holder {
    final String other = "other";

    Special(Object held) {
      super(held);
    }
  }

  private record Pair(Object first, Object second) {}

  private static final class Handle extends WeakReference<Object> {
    final Object more;

    Handle(Object referent, Object more) {
      super(referent);
      this.more = more;
    }
  }

  /** Knows the fields of classes that a test may ask for them. */
  static class ByReflection implements CallSites {
    @Override
    public @Nullable RemoveCall at(StackWalker.StackFrame frame, Class<?> map) {
      return null;
    }

    @Override
    public @Nullable List<String> referenceFields(Class<?> type) {
      List<String> names = new ArrayList<>();
      for (java.lang.reflect.Field field : type.getDeclaredFields()) {
        if (!java.lang.reflect.Modifier.isStatic(field.getModifiers())
            && !field.getType().isPrimitive()) {
          names.add(field.getName());
        }
      }
      return names;
    }
  }
}
