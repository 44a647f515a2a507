package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.MethodNode;

/** Declared types at calls of {@code remove}, each in a method of its own. */
class TypedMethodTest {
  private static final String LONGS = "Ljava/util/Map<Ljava/lang/Long;Ljava/lang/String;>;";
  private static final String RAW = "Ljava/util/Map;";
  private static final String INTEGER = "java.lang.Integer";
  private static final String STRING = "java.lang.String";

  /** Class of the argument where several meet. */
  private static final String NONE = "-";

  private static final String HEAD =
      """
      import java.util.*;
      import java.util.function.*;
      import java.util.concurrent.*;
      class Sample<T> {
        Map<Long, String> field, other;
        Map<Integer, String> integers;
        Map<String, Map<Long, String>> nested;
        Map<Long, String>[] array;
        List<Map<Long, String>> list;
        List<? extends Map<Long, String>> bounded;
        List<Integer> numbers;
        Optional<Map<Long, String>> optional;
        ConcurrentHashMap<Long, Map<Long, String>> concurrent;
        Map<T, String> ofAny;
        Map<Long, String> map() { return field; }
        Supplier<Map<Long, String>> supplier() { return () -> field; }
      """;

  private static byte[] sample(String debug, String methods) {
    return Compiled.of("Sample", HEAD + methods + "}", debug);
  }

  /** Receiver and classes of arguments of the one call in each method, in the source's order. */
  private static List<String> calls(String debug, String methods) {
    TypedClass type = TypedClass.of(sample(debug, methods));
    List<String> calls = new ArrayList<>();
    for (MethodNode method : type.node().methods) {
      TypedMethod typed = type.analyse(method);
      if (typed != null) {
        for (TypedMethod.Call call : typed.callsOf("remove")) {
          calls.add(text(call));
        }
      }
    }
    return calls;
  }

  private static String text(TypedMethod.Call call) {
    StringBuilder text = new StringBuilder();
    text.append(call.receiver() == null ? "static" : call.receiver().signature());
    for (TypedValue argument : call.arguments()) {
      @Nullable String name = argument.className();
      text.append(' ').append(name == null ? NONE : name);
    }
    return text.toString();
  }

  private static void assertEach(String debug, String expected, String... methods) {
    SoftAssertions all = new SoftAssertions();
    for (String method : methods) {
      all.assertThat(calls(debug, method)).as(method).isNotEmpty().containsOnly(expected);
    }
    all.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_mapsOfOneTypeThatMeet_haveIt(String debug) {
    assertEach(
        debug,
        LONGS + " " + INTEGER,
        "void m(boolean b, int k) { (b ? field : other).remove(k); }",
        "void m(int n, int k) { (n > 2 ? field : n > 1 ? map() : n > 0 ? other : null).remove(k); }",
        """
        void m(int n) {
          Map<Long, String> map = field;
          for (int i = 0; i < n; i++) { map.remove(i); map = i % 2 == 0 ? other : map(); }
        }
        """,
        """
        void m(int n) {
          Map<Long, String> map = null;
          do { if (n > 3) { map = field; continue; } map = other; } while (n-- > 0);
          while (true) { if (map.isEmpty()) { break; } map.remove(n); }
        }
        """,
        """
        void m(String text) {
          Map<Long, String> map;
          int key;
          try { key = Integer.parseInt(text); map = field; }
          catch (NumberFormatException e) { key = -1; map = other; }
          map.remove(key);
        }
        """,
        """
        int m(String text) {
          Map<Long, String> map = field;
          try { return Integer.parseInt(text); } finally { map.remove(7); }
        }
        """,
        """
        void m(int n) {
          Map<Long, String> map = switch (n) {
            case 0 -> field;
            case 7 -> { try { yield map(); } finally { n++; } }
            default -> other;
          };
          map.remove(n);
        }
        """,
        """
        void m(int n) {
          Map<Long, String> map = map();
          switch (n) { case 1: map = field; case 2: map = other; break; default: n = 4; }
          map.remove(n);
        }
        """,
        "void m(Object o) { synchronized (this) { if (o instanceof Integer i) field.remove(i); } }",
        "void m(double d, long l, int k) { d += l * 2.5; (d > l ? field : other).remove(k); }",
        """
        void m(int k) {
          { Map<Integer, String> first = integers; first.clear(); }
          { Map<Long, String> second = field; second.remove(k); }
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_mapsOfTwoTypesThatMeet_areOfNoKnownKey(String debug) {
    assertEach(
        debug,
        RAW + " " + INTEGER,
        "void m(boolean b, int k) { (b ? field : integers).remove(k); }",
        "void m(int n, int k) { (n > 2 ? field : n > 1 ? integers : other).remove(k); }",
        "@SuppressWarnings(\"rawtypes\") void m(int k, Map raw) { (k > 2 ? field : raw).remove(k); }");
    assertEach(
        debug,
        "null " + INTEGER,
        "void m(boolean b, int k) { (b ? field : new HashMap<Long, String>()).remove(k); }");
  }

  @Test
  void callsOf_variable_hasTheTypeItIsDeclaredWithWhereThatIsKnown() {
    String method =
        """
        @SuppressWarnings({"rawtypes", "unchecked"})
        void m(int n) {
          Map<Long, String> map = field;
          for (int i = 0; i < n; i++) { map.remove(i); map = (Map) integers; }
        }
        """;
    assertEach(Compiled.WITH_VARIABLES, LONGS + " " + INTEGER, method);
    assertEach(Compiled.WITHOUT_VARIABLES, RAW + " " + INTEGER, method);
    String wider = "void m(int n) { Object key = n; field.remove(key); }";
    assertEach(Compiled.WITH_VARIABLES, LONGS + " java.lang.Object", wider);
    assertEach(Compiled.WITHOUT_VARIABLES, LONGS + " " + INTEGER, wider);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_argumentsThatMeet_areOfTheirOneClass(String debug) {
    assertEach(
        debug,
        LONGS + " " + STRING,
        "void m(boolean b) { field.remove(b ? \"a\" : null); }",
        "void m(boolean b, String s) { field.remove(b ? \"a\" : s.trim()); }",
        "void m(Object[] all) { for (Object each : all) field.remove((String) each); }",
        "void m(String[] all) { for (String each : all) field.remove(each); }");
    assertEach(
        debug,
        LONGS + " " + NONE,
        "void m(boolean b) { field.remove(b ? \"a\" : Integer.valueOf(1)); }",
        "void m() { field.remove(null); }",
        "<K> void m(K key) { field.remove(key); }",
        "void m(T[] keys) { field.remove(keys); }");
    assertEach(
        debug,
        LONGS + " java.lang.NumberFormatException",
        "void m() { try { map(); } catch (NumberFormatException e) { field.remove(e); } }");
    assertEach(debug, LONGS + " [Ljava.lang.Thread;", "void m() { field.remove(new Thread[1]); }");
    assertEach(debug, LONGS + " [I", "void m() { field.remove(new int[1]); }");
    assertEach(
        debug,
        LONGS + " [[Ljava.lang.String;",
        "void m(int n) { field.remove(new String[n][n]); }");
    assertEach(debug, LONGS + " java.lang.Class", "void m() { field.remove(String.class); }");
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_mapsOutOfMaps_haveTheirTypeArguments(String debug) {
    assertEach(
        debug,
        LONGS + " " + INTEGER,
        "void m(int k) { nested.get(\"a\").remove(k); }",
        "void m(int k) { nested.computeIfAbsent(\"a\", x -> new HashMap<>()).remove(k); }",
        "void m(int k) { for (Map<Long, String> each : nested.values()) each.remove(k); }",
        "void m(int k) { for (var each : nested.entrySet()) each.getValue().remove(k); }",
        "void m(int k) { for (Map<Long, String> each : list) each.remove(k); }",
        "void m(int k) { list.get(0).remove(k); }",
        "void m(int k) { bounded.get(0).remove(k); }",
        "void m(int k) { array[0].remove(k); }",
        "void m(int k) { optional.orElseThrow().remove(k); }",
        "void m(int k) { supplier().get().remove(k); }",
        "void m(int k) { list.stream().filter(x -> true).findFirst().get().remove(k); }",
        "void m(int k) { concurrent.getOrDefault(5L, field).remove(k); }",
        "void m() { field.remove(numbers.get(0)); }",
        "void m() { for (int i = 0; i < 3; i++) field.remove(numbers.iterator().next()); }");
    assertEach(
        debug,
        "Ljava/util/Set<Ljava/lang/Long;>; " + INTEGER,
        "void m(int k) { field.keySet().remove(k); }");
    assertEach(
        debug,
        "Ljava/util/concurrent/ConcurrentHashMap$KeySetView<Ljava/lang/Long;"
            + LONGS
            + ">; "
            + INTEGER,
        "void m(int k) { concurrent.keySet().remove(k); }");
    assertEach(
        debug,
        "Ljava/util/Set<Ljava/util/Map$Entry<Ljava/lang/Long;Ljava/lang/String;>;>; " + INTEGER,
        "void m(int k) { field.entrySet().remove(k); }");
    assertEach(
        debug,
        "Ljava/util/Map<TT;Ljava/lang/String;>; " + INTEGER,
        "void m(int k) { ofAny.remove(k); }");
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_lambdas_knowFieldsGettersAndTheirOwnVariables(String debug) {
    assertEach(
        debug,
        LONGS + " " + INTEGER,
        "IntConsumer m() { return k -> field.remove(k); }",
        "IntConsumer m() { return k -> map().remove(k); }",
        "Supplier<IntConsumer> m() { return () -> k -> { var map = map(); map.remove(k); }; }",
        "Runnable m() { return () -> { for (Integer k : numbers) { field.remove(k); } }; }");
  }

  @ParameterizedTest
  @ValueSource(strings = {Compiled.WITH_VARIABLES, Compiled.WITHOUT_VARIABLES})
  void callsOf_parameter_hasItsTypeUntilItIsWritten(String debug) {
    assertEach(
        debug,
        LONGS + " " + INTEGER,
        "static void m(Map<Long, String> map, int k) { map.remove(k); }",
        "void m(long l, double d, Map<Long, String> map, int k) { map.remove(k); }",
        "Sample(Map<Long, String> map, int k) { map.remove(k); }",
        "void m(Map<Long, String> map, int k) { if (k > 1) map = field; map.remove(k); }",
        "enum E { A; E() { } void m(Map<Long, String> map, int k) { map.remove(k); } }"
            + " void m(Map<Long, String> map, int k) { map.remove(k); }");
  }

  @Test
  void analyse_methodWithoutCode_isNull() {
    TypedClass type = TypedClass.of(Compiled.of("I", "interface I { void m(); }", "-g"));
    assertThat(type.analyse(type.node().methods.get(0))).isNull();
  }

  @Test
  void analyse_codeThatIsNotValid_isNull() {
    TypedClass type = TypedClass.of(sample("-g", "int m(int k) { return k + 1; }"));
    MethodNode method =
        type.node().methods.stream()
            .filter(each -> each.name.equals("m"))
            .findFirst()
            .orElseThrow();
    method.instructions.remove(method.instructions.getFirst().getNext().getNext());
    assertThat(type.analyse(method)).isNull();
  }

  @Test
  void callsOf_codeThatIsNotReached_isLeftOut() {
    assertThat(calls("-g", "void m(int k) { while (true) { k++; } }")).isEmpty();
  }
}
