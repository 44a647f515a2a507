package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls of {@code remove} of many shapes; the map called notes the frame it is called from. */
@SuppressWarnings({"CollectionIncompatibleType", "UnusedVariable"})
class DeclaredTypesTest {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static @Nullable StackFrame called;

  /** Notes who calls. */
  private static final class Noting<K, V> extends AbstractMap<K, V> {
    @Override
    public @Nullable V remove(@Nullable Object key) {
      called = WALKER.walk(frames -> frames.skip(1).findFirst()).orElseThrow();
      return null;
    }

    @Override
    public boolean remove(@Nullable Object key, @Nullable Object value) {
      called = WALKER.walk(frames -> frames.skip(1).findFirst()).orElseThrow();
      return false;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
      return Set.of();
    }

    @Override
    public Set<K> keySet() {
      return new HashSet<>() {
        private static final long serialVersionUID = 1;

        @Override
        public boolean remove(@Nullable Object key) {
          called = WALKER.walk(frames -> frames.skip(1).findFirst()).orElseThrow();
          return false;
        }
      };
    }
  }

  private static final Map<Long, String> STATIC = new Noting<>();
  private final Map<Long, String> field = new Noting<>();
  private final Map<Object, String> anything = new Noting<>();
  private final Map<?, String> wildcard = new Noting<Long, String>();
  private final Map<Long, List<String>> nested = new Noting<>();

  @SuppressWarnings("rawtypes")
  private final Map raw = new Noting<Long, String>();

  @Test
  void at_fieldOfThisClass_hasItsTypeArguments() {
    field.remove(5);
    assertCall("java.lang.Long", "java.lang.String", "java.lang.Integer");
    STATIC.remove("name");
    assertCall("java.lang.Long", "java.lang.String", "java.lang.String");
    field.remove(5L, 'c');
    assertCall("java.lang.Long", "java.lang.String", "java.lang.Long", "java.lang.Character");
    nested.remove(new StringBuilder("name"));
    assertCall("java.lang.Long", "java.util.List", "java.lang.StringBuilder");
    field.keySet().remove(5);
    RemoveCall call = atCalled();
    assertThat(call).isNotNull();
    assertThat(call.key()).isEqualTo("java.lang.Long");
    assertThat(call.arguments()).containsExactly("java.lang.Integer");
  }

  @Test
  void at_parameterVariableAndMethod_areKnown() {
    byParameter(new Noting<>(), 1);
    assertCall("java.lang.Long", "java.lang.String", "java.lang.Integer");
    Map<Long, String> variable = new Noting<>();
    variable.remove(new byte[1]);
    assertCall("java.lang.Long", "java.lang.String", "[B");
    map().remove("name");
    assertCall("java.lang.Long", "java.lang.String", "java.lang.String");
    Supplier<@Nullable String> ofField = () -> field.remove(7);
    assertThat(ofField.get()).isNull();
    assertCall("java.lang.Long", "java.lang.String", "java.lang.Integer");
    Supplier<@Nullable String> ofVariable = () -> variable.remove(7);
    assertThat(ofVariable.get()).isNull();
    assertCall(null, null, "java.lang.Integer");
  }

  @Test
  void at_mapOfAnything_hasNoKeyClassOfItsOwn() {
    anything.remove(5);
    assertCall("java.lang.Object", "java.lang.String", "java.lang.Integer");
    wildcard.remove(5);
    assertCall(null, "java.lang.String", "java.lang.Integer");
    raw.remove(5);
    assertCall(null, null, "java.lang.Integer");
    byTypeVariable(new Noting<Long, String>(), 5);
    assertCall(null, null, "java.lang.Integer");
    byBound(new Noting<>());
    assertCall(null, "java.lang.String", "java.lang.Integer");
  }

  @Test
  void at_argumentOfAWiderType_hasThat() {
    Object key = 5;
    field.remove(key);
    assertCall("java.lang.Long", "java.lang.String", "java.lang.Object");
    Map<Long, String> either = field.size() > 7 ? field : STATIC;
    either.remove(field.isEmpty() ? "name" : "other");
    assertCall("java.lang.Long", "java.lang.String", "java.lang.String");
  }

  @Test
  void at_afterLoopsAndBranches_isStillKnown() {
    double sum = 0;
    long[] numbers = {1, 2, 3};
    for (long number : numbers) {
      sum += number > 1 ? number * 2.5 : -number;
      numbers[0] += (long) sum << 2;
      if (sum > 100) {
        continue;
      }
      field.remove((int) number);
      assertCall("java.lang.Long", "java.lang.String", "java.lang.Integer");
    }
    try {
      field.remove(String.valueOf(sum));
    } finally {
      numbers[1]++;
    }
    assertCall("java.lang.Long", "java.lang.String", "java.lang.String");
  }

  @Test
  void at_twoKindsOfCallsOnOneLine_isNotKnown() {
    boolean same = Objects.equals(anything.remove("name"), field.remove(5));
    assertThat(same).isTrue();
    assertThat(atCalled()).isNull();
  }

  @Test
  void at_classOfTheJdk_isNotKnown() {
    StackFrame inJdk =
        WALKER.walk(
            frames ->
                frames
                    .filter(frame -> frame.getDeclaringClass().getClassLoader() == null)
                    .findFirst()
                    .orElseThrow());
    assertThat(new DeclaredTypes(new ClassFiles()).at(inJdk, HashMap.class)).isNull();
  }

  @Test
  void at_manyCallsInOneClass_itIsReadOnce() {
    AtomicInteger reads = new AtomicInteger();
    ClassBytes counting =
        type -> {
          reads.incrementAndGet();
          return new ClassFiles().of(type);
        };
    DeclaredTypes types = new DeclaredTypes(counting);
    for (int i = 0; i < 20; i++) {
      field.remove(5);
      assertThat(types.at(Objects.requireNonNull(called), HashMap.class)).isNotNull();
    }
    map().remove("name");
    assertThat(types.at(Objects.requireNonNull(called), HashMap.class)).isNotNull();
    assertThat(reads).hasValue(1);
  }

  @Test
  void at_classThatCannotBeRead_isNotKnownAndNotReadAgain() {
    AtomicInteger reads = new AtomicInteger();
    field.remove(5);
    for (byte @Nullable [] bytes : new byte @Nullable [][] {null, {}, {1, 2, 3}, new byte[99]}) {
      DeclaredTypes types =
          new DeclaredTypes(
              type -> {
                reads.incrementAndGet();
                return bytes;
              });
      assertThat(types.at(Objects.requireNonNull(called), HashMap.class)).isNull();
      assertThat(types.at(Objects.requireNonNull(called), HashMap.class)).isNull();
    }
    assertThat(reads).hasValue(4);
    DeclaredTypes refused =
        new DeclaredTypes(
            type -> {
              throw new IllegalStateException(type.getName());
            });
    assertThat(refused.at(Objects.requireNonNull(called), HashMap.class)).isNull();
  }

  @Test
  void mayRead_moreClassesThanASecondAllows_waitsForTheNext() {
    AtomicLong now = new AtomicLong();
    DeclaredTypes types = new DeclaredTypes(now::get, type -> null);
    for (int i = 0; i < ClassReads.READS_PER_SECOND; i++) {
      assertThat(types.mayRead()).isTrue();
      assertThat(types.at(frameIn(CLASSES[i]), HashMap.class)).isNull();
      assertThat(types.at(frameIn(CLASSES[i]), HashMap.class)).isNull();
    }
    assertThat(types.mayRead()).isFalse();
    now.addAndGet(999_999_999);
    assertThat(types.mayRead()).isFalse();
    now.incrementAndGet();
    assertThat(types.mayRead()).isTrue();
  }

  private static final Class<?>[] CLASSES = {
    String.class, Integer.class, Long.class, Map.class, List.class
  };

  private static StackFrame frameIn(Class<?> type) {
    return (StackFrame)
        Proxy.newProxyInstance(
            DeclaredTypesTest.class.getClassLoader(),
            new Class<?>[] {StackFrame.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getDeclaringClass" -> type;
                  case "getLineNumber" -> 1;
                  default -> "";
                });
  }

  private static void byParameter(Map<Long, String> map, int key) {
    map.remove(key);
  }

  private static <K> void byTypeVariable(Map<K, ?> map, int key) {
    map.remove(key);
  }

  private static void byBound(Map<? super Long, String> map) {
    map.remove(5);
  }

  private Map<Long, String> map() {
    return field;
  }

  private static void assertCall(
      @Nullable String key, @Nullable String value, String... arguments) {
    RemoveCall call = atCalled();
    assertThat(call).isNotNull();
    assertThat(call.key()).isEqualTo(key);
    assertThat(call.value()).isEqualTo(value);
    assertThat(call.arguments()).containsExactly(arguments);
  }

  private static @Nullable RemoveCall atCalled() {
    StackFrame frame = called;
    assertThat(frame).isNotNull();
    return new DeclaredTypes(new ClassFiles()).at(frame, HashMap.class);
  }

  /** That the map of all these calls is a map at all. */
  @Test
  void noting_isAMap() {
    assertThat(new HashMap<>(field)).isEmpty();
  }
}
