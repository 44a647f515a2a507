package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Frame;

/** Where the map and the key of a call of {@code remove} come from. */
class OriginTest {
  private static final Origin.Field FIELD = new Origin.Field("Sample", "field", "Ljava/util/Map;");

  private static TypedMethod method(String debug, String text) {
    String source =
        "import java.util.*; class Sample { Map<Long, String> field, other; Object o; "
            + text
            + "}";
    TypedClass type = TypedClass.of(Compiled.of("Sample", source, debug));
    for (MethodNode method : type.node().methods) {
      if (method.name.equals("m")) {
        return Objects.requireNonNull(type.analyse(method));
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static TypedMethod.Call only(String text) {
    return method("-g", text).callsOf("remove").get(0);
  }

  private static TypedValue receiver(String text) {
    return Objects.requireNonNull(only(text).receiver());
  }

  private static TypedValue key(String text) {
    return only(text).arguments().get(0);
  }

  @Test
  void origins_fieldThroughVariables_isTheField() {
    String text = "void m(Object k) { Map<Long, String> a = field; var b = a; b.remove(k); }";
    TypedValue map = receiver(text);
    assertThat(map.origins()).containsExactly(FIELD);
    assertThat(Objects.requireNonNull(map.variable()).name).isEqualTo("b");
    assertThat(key(text).origins()).containsExactly(new Origin.Parameter(0));
    TypedMethod.Call bare = method("-g:source,lines", text).callsOf("remove").get(0);
    assertThat(Objects.requireNonNull(bare.receiver()).origins()).containsExactly(FIELD);
    assertThat(bare.receiver().variable()).isNull();
  }

  @Test
  void origins_thisParameterAndConstant_areTold() {
    assertThat(key("void m() { field.remove(this); }").origins())
        .containsExactly(new Origin.This());
    assertThat(key("static void m(long l, Map<?, ?> m, String k) { m.remove(k); }").origins())
        .containsExactly(new Origin.Parameter(2));
    assertThat(key("void m() { field.remove(\"a\"); }").origins())
        .containsExactly(new Origin.Constant("a"));
    TypedValue nothing = key("void m() { field.remove(null); }");
    assertThat(nothing.isNull()).isTrue();
    assertThat(nothing.className()).isNull();
    assertThat(key("void m() { field.remove(new int[1]); }").origins())
        .singleElement()
        .isInstanceOf(Origin.Computed.class);
    assertThat(key("void m() { field.remove((Runnable) () -> {}); }").origins())
        .singleElement()
        .isInstanceOf(Origin.Linked.class);
    assertThat(receiver("void m() { new HashMap<Long, String>().remove(5); }").origins())
        .singleElement()
        .isInstanceOfSatisfying(
            Origin.New.class, made -> assertThat(made.at().desc).isEqualTo("java/util/HashMap"));
  }

  @Test
  void origins_ofALoopOverAMap_leadBackToTheMap() {
    TypedMethod method =
        method("-g:source,lines", "void m() { for (Long k : field.keySet()) field.remove(k); }");
    TypedMethod.Call call = method.callsOf("remove").get(0);
    TypedValue value = call.arguments().get(0);
    for (String step : new String[] {"next", "iterator", "keySet"}) {
      Origin.Result result = (Origin.Result) value.origins().iterator().next();
      assertThat(result.call().name).isEqualTo(step);
      Frame<TypedValue> before = Objects.requireNonNull(method.before(result.call()));
      value = before.getStack(before.getStackSize() - 1);
    }
    assertThat(value.origins())
        .isEqualTo(Objects.requireNonNull(call.receiver()).origins())
        .containsExactly(FIELD);
  }

  @Test
  void origins_thatMeet_areAllTold() {
    Set<Origin> both =
        receiver("void m(boolean b, Map<Long, String> p) { (b ? field : p).remove(1); }").origins();
    assertThat(both).containsExactlyInAnyOrder(FIELD, new Origin.Parameter(1));
    StringBuilder many = new StringBuilder("void m(int n) { Object k = null; switch (n) {");
    for (int i = 0; i < 20; i++) {
      many.append("case ").append(i).append(": k = \"").append(i).append("\"; break;");
    }
    assertThat(key(many.append("} field.remove(k); }").toString()).origins()).isEmpty();
  }

  @Test
  void origins_valueThatGoesRoundAndRound_end() {
    TypedValue map =
        receiver(
            """
            void m(int n) {
              Object a = field, b = other, c = o;
              while (n-- > 0) { Object t = a; a = b; b = c; c = n > 3 ? t : this; }
              ((Map<?, ?>) a).remove(n);
            }
            """);
    assertThat(map.origins())
        .contains(
            FIELD,
            new Origin.Field("Sample", "other", "Ljava/util/Map;"),
            new Origin.Field("Sample", "o", "Ljava/lang/Object;"),
            new Origin.This());
  }
}
