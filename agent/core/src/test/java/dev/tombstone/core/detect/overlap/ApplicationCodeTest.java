package dev.tombstone.core.detect.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.operation.Mutation;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationCodeTest {
  private enum WithBodies {
    ONE {}
  }

  private record OwnKey(int number) {}

  private static final class Subclass extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  private static final class Identities extends IdentityHashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  private static final class Plain extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @EnumSource(names = {"INSERT", "REMOVE"})
  void keyed_finalClassOfTheJdk_runsNone(Mutation mutation) {
    assertThat(mayRun(new HashMap<>(), mutation, "text", null)).isFalse();
    assertThat(mayRun(new HashMap<>(), mutation, 7L, null)).isFalse();
    assertThat(mayRun(new HashMap<>(), mutation, new Object(), null)).isFalse();
    assertThat(mayRun(new HashMap<>(), mutation, TimeUnit.DAYS, null)).isFalse();
    assertThat(mayRun(new HashMap<>(), mutation, WithBodies.ONE, null)).isFalse();
    assertThat(mayRun(new Plain(), mutation, "text", null)).isFalse();
    assertThat(mayRun(new HashMap<>(), mutation, null, null)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INSERT", "REMOVE"})
  void keyed_otherClass_mayRunSome(Mutation mutation) {
    assertThat(mayRun(new HashMap<>(), mutation, new OwnKey(1), null)).isTrue();
    assertThat(mayRun(new HashMap<>(), mutation, BigInteger.ONE, null)).isTrue();
    assertThat(mayRun(new HashMap<>(), mutation, "key", "value")).isTrue();
    assertThat(mayRun(new HashMap<>(), mutation, null, new OwnKey(1))).isTrue();
    assertThat(mayRun(new HashMap<>(), mutation, Map.of(), null)).isTrue();
  }

  @Test
  void insert_subclassOfLinkedHashMap_mayEvict() {
    assertThat(mayRun(new LinkedHashMap<>(), Mutation.INSERT, "key", null)).isFalse();
    assertThat(mayRun(new Subclass(), Mutation.INSERT, "key", null)).isTrue();
    assertThat(mayRun(new Subclass(), Mutation.REMOVE, "key", null)).isFalse();
    assertThat(mayRun(new Subclass(), Mutation.REORDER, null, null)).isFalse();
  }

  @Test
  void remove_subclassOfIdentityHashMap_mayBeOverridden() {
    assertThat(mayRun(new IdentityHashMap<>(), Mutation.REMOVE, null, null)).isFalse();
    assertThat(mayRun(new Identities(), Mutation.REMOVE, null, null)).isTrue();
  }

  @Test
  void treeMap_comparatorOfTheApplication_mayRun() {
    Map<String, String> own = new TreeMap<>(Comparator.comparing(String::length));
    assertThat(mayRun(own, Mutation.REMOVE, "key", null)).isTrue();
    assertThat(mayRun(own, Mutation.CLEAR, null, null)).isFalse();
    assertThat(mayRun(new TreeMap<>(), Mutation.INSERT, "key", null)).isFalse();
    assertThat(mayRun(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), Mutation.INSERT, "key", null))
        .isFalse();
  }

  @Test
  void compute_always_andClearNever() {
    assertThat(mayRun(new HashMap<>(), Mutation.COMPUTE, null, null)).isTrue();
    assertThat(mayRun(new HashMap<>(), Mutation.EXPUNGE, null, null)).isFalse();
  }

  private static boolean mayRun(
      Map<?, ?> map, Mutation mutation, @Nullable Object key, @Nullable Object value) {
    Announcement announcement =
        new Announcement(
            map,
            Thread.currentThread(),
            1,
            mutation.ordinal(),
            Announcement.asked(key, value),
            null);
    return ApplicationCode.mayRun(
        map.getClass(), mutation.ordinal(), announcement.asked, MapInternals.comparatorClass(map));
  }
}
