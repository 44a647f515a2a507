package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Uses of a map that notes the frame it is called from, and by which method. */
class MapOwnersTest {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final String FIELD = MapOwnersTest.class.getName() + ".field";
  private static final Map<String, String> STATIC = new Noting();

  private static @Nullable StackFrame line;
  private static String called = "";

  private final Map<String, String> field = new Noting();
  private final Map<String, String> other = new Noting();

  /** Notes who calls. */
  private static final class Noting extends AbstractMap<String, String> {
    private static void note(String method) {
      line =
          WALKER
              .walk(
                  frames ->
                      frames
                          .filter(frame -> frame.getDeclaringClass() == MapOwnersTest.class)
                          .findFirst())
              .orElseThrow();
      called = method;
    }

    @Override
    public @Nullable String put(String key, String value) {
      note("put");
      return null;
    }

    @Override
    public @Nullable String remove(@Nullable Object key) {
      note("remove");
      return null;
    }

    @Override
    public void clear() {
      note("clear");
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return new Entries();
    }
  }

  private static final class Entries extends AbstractSet<Map.Entry<String, String>> {
    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
      return new Iterator<>() {
        private boolean over;

        @Override
        public boolean hasNext() {
          return !over;
        }

        @Override
        public Map.Entry<String, String> next() {
          if (over) {
            throw new NoSuchElementException();
          }
          Noting.note("next");
          over = true;
          return Map.entry("key", "value");
        }
      };
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void mapField_anyCallOfAField_isTheField() {
    field.put("key", "value");
    assertField(FIELD);
    String unused = field.remove("key");
    assertField(FIELD);
    STATIC.clear();
    assertField(MapOwnersTest.class.getName() + ".STATIC");
  }

  @Test
  void mapField_loopOverAView_isTheField() {
    for (Map.Entry<String, String> each : field.entrySet()) {
      assertThat(each.getKey()).isEqualTo("key");
    }
    assertField(FIELD);
  }

  @Test
  void mapField_parameterOrTwoMaps_isNotKnown() {
    clear(field);
    assertField(null);
    (field.isEmpty() ? other : field).clear();
    assertField(null);
    clearAll(field, other);
    assertField(null);
  }

  private static void clear(Map<String, String> map) {
    map.clear();
  }

  @Test
  void mapField_lineThatIsKnown_isNotReadAgain() {
    AtomicInteger reads = new AtomicInteger();
    AtomicLong now = new AtomicLong();
    ClassFiles files = new ClassFiles();
    DeclaredTypes counted =
        new DeclaredTypes(
            now::get,
            type -> {
              reads.incrementAndGet();
              return files.of(type);
            });
    for (int i = 0; i < 9; i++) {
      field.clear();
      assertThat(counted.mapField(Objects.requireNonNull(line), called)).isEqualTo(FIELD);
    }
    assertThat(reads).hasValue(1);
    clear(field);
    for (int i = 0; i < 9; i++) {
      assertThat(counted.mapField(Objects.requireNonNull(line), called)).isNull();
    }
    assertThat(reads).as("that nothing is known is known").hasValue(2);
    for (int i = 0; i < 9; i++) {
      assertThat(counted.mapField(Objects.requireNonNull(line), "method " + i)).isNull();
    }
    assertThat(reads).as("in one second").hasValue(ClassReads.READS_PER_SECOND);
    now.addAndGet(1_000_000_000);
    assertThat(counted.mapField(Objects.requireNonNull(line), "method 8")).isNull();
    assertThat(reads).hasValue(ClassReads.READS_PER_SECOND + 1);
  }

  private static void clearAll(Map<String, String> one, Map<String, String> two) {
    one.clear();
    two.clear();
  }

  /** Asks anew each time: a few classes may be read in a second. */
  private static void assertField(@Nullable String expected) {
    DeclaredTypes fresh = new DeclaredTypes(new ClassFiles());
    assertThat(fresh.mapField(Objects.requireNonNull(line), called)).isEqualTo(expected);
  }
}
