package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EqualityTest {
  private final Equality equality =
      new Equality(new ClassReads(System::nanoTime, List.of(new ClassFiles())));

  @SuppressWarnings({"NonOverridingEquals", "UnusedMethod"})
  private static class Plain {
    /** Not the one of {@link Object}. */
    boolean equals(Plain other) {
      return other != this;
    }
  }

  private static final class Derived extends Plain {}

  private static class Equal {
    @Override
    public boolean equals(Object other) {
      return other instanceof Equal;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static final class DerivedEqual extends Equal {}

  private static final class Worker extends Thread {}

  private record Pair(int a, int b) {}

  @Test
  void classesWithoutAnEqualsOfTheirOwn() {
    Runnable lambda = () -> nothing();
    Runnable reference = this::nothing;
    for (Class<?> type :
        List.of(
            Plain.class,
            Derived.class,
            Worker.class,
            Object.class,
            StringBuilder.class,
            byte[].class,
            String[].class,
            lambda.getClass(),
            reference.getClass())) {
      assertThat(equality.isOfObject(type)).as("%s", type).isTrue();
    }
  }

  private void nothing() {}

  @Test
  void classesWithOne() {
    for (Class<?> type :
        List.of(
            Equal.class,
            DerivedEqual.class,
            Pair.class,
            String.class,
            ArrayList.class,
            HashMap.class,
            TimeUnit.class)) {
      assertThat(equality.isOfObject(type)).as("%s", type).isFalse();
    }
  }

  @Test
  void classThatCannotBeRead_isNotKnown() {
    Equality blind = new Equality(new ClassReads(System::nanoTime, List.of(type -> null)));
    assertThat(blind.isOfObject(Plain.class)).isFalse();
    assertThat(blind.isOfObject(Worker.class)).isFalse();
    assertThat(blind.isOfObject(Thread.class)).isTrue();
  }
}
