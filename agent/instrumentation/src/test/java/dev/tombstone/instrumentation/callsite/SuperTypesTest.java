package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuperTypesTest {
  private static final String PACKAGE =
      "L" + SuperTypesTest.class.getName().replace('.', '/') + "$";

  private final SuperTypes types =
      new SuperTypes(new ClassReads(System::nanoTime, List.of(new ClassFiles())));

  private static class Registry<K extends Comparable<K>, V> extends HashMap<K, List<V>> {
    private static final long serialVersionUID = 1;
  }

  private static class Swapped<A, B extends Number & Runnable> extends HashMap<B, A[]> {
    private static final long serialVersionUID = 1;
  }

  private static class ByName extends Registry<String, Integer> {
    private static final long serialVersionUID = 1;
  }

  private static final class Wild<T> extends HashMap<T, Map<? super T, ?>> {
    private static final long serialVersionUID = 1;
  }

  @SuppressWarnings("rawtypes")
  private static final class Raw extends HashMap {
    private static final long serialVersionUID = 1;
  }

  @Test
  void argumentsOfTheClass_arePassedOn() {
    assertSeenAs(
        "Registry<Ljava/lang/String;Ljava/lang/Long;>;",
        Registry.class,
        "Ljava/util/HashMap<Ljava/lang/String;Ljava/util/List<Ljava/lang/Long;>;>;");
    assertSeenAs(
        "Swapped<Ljava/lang/String;Ljava/lang/Long;>;",
        Swapped.class,
        "Ljava/util/HashMap<Ljava/lang/Long;[Ljava/lang/String;>;");
    assertSeenAs(
        "ByName;",
        ByName.class,
        "Ljava/util/HashMap<Ljava/lang/String;Ljava/util/List<Ljava/lang/Integer;>;>;");
    assertSeenAs(
        "Registry<Ljava/lang/String;Ljava/lang/Integer;>;",
        ByName.class,
        "Ljava/util/HashMap<Ljava/lang/String;Ljava/util/List<Ljava/lang/Integer;>;>;");
    assertSeenAs(
        "Wild<Ljava/lang/String;>;",
        Wild.class,
        "Ljava/util/HashMap<Ljava/lang/String;Ljava/util/Map<-Ljava/lang/String;*>;>;");
  }

  @Test
  void wildcardsStayWildcards() {
    assertSeenAs(
        "Wild<+Ljava/lang/Number;>;",
        Wild.class,
        "Ljava/util/HashMap<+Ljava/lang/Number;Ljava/util/Map<**>;>;");
  }

  @Test
  void classOfTheJdk_isWhatItIs() {
    String map = "Ljava/util/Map<Ljava/lang/Long;*>;";
    assertThat(types.ofTheJdk(map, Registry.class)).isEqualTo(map);
  }

  @Test
  void rawOrOtherOrUnreadable_isNotKnown() {
    assertThat(types.ofTheJdk(PACKAGE + "Raw;", Raw.class)).isNull();
    assertThat(types.ofTheJdk(PACKAGE + "Registry;", Registry.class)).isNull();
    assertThat(types.ofTheJdk("Lcom/acme/Sessions;", Registry.class)).isNull();
    assertThat(types.ofTheJdk("", Registry.class)).isNull();
    SuperTypes blind = new SuperTypes(new ClassReads(System::nanoTime, List.of(type -> null)));
    assertThat(blind.ofTheJdk(PACKAGE + "ByName;", ByName.class)).isNull();
  }

  private void assertSeenAs(String declared, Class<?> map, String expected) {
    assertThat(types.ofTheJdk(PACKAGE + declared, map)).isEqualTo(expected);
  }
}
