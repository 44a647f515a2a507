package dev.tombstone.instrumentation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.instrumentation.check.CheckedRemovals.CheckedRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

class CheckedRemovalsTest {
  private static final ClassNode WRONG = read(WrongPools.class);
  private static final ClassNode RIGHT = read(RightPools.class);

  static Stream<String> wrong() {
    return methodsThatRemove(WRONG);
  }

  static Stream<String> right() {
    return methodsThatRemove(RIGHT);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void on_wrongMethod_isFound(String name) {
    MethodNode method = method(WRONG, name);
    int line = removals(method).get(0);
    CheckedRemoval found = CheckedRemovals.on(WRONG, method, line);
    assertThat(found).isNotNull();
    assertThat(found.owner()).isEqualTo(WRONG.name);
    assertThat(found.decided()).isPositive().isLessThanOrEqualTo(line);
    assertThat(CheckedRemovals.replaces(WRONG, found.owner(), found.field())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("right")
  void on_rightMethod_isNot(String name) {
    MethodNode method = method(RIGHT, name);
    for (int line : removals(method)) {
      assertThat(CheckedRemovals.on(RIGHT, method, line)).isNull();
    }
  }

  @Test
  void on_wrongMethod_hasLinesAndCorrection() {
    assertThat(corrected("get")).isEqualTo("pool.remove(key, value)");
    assertThat(corrected("entries")).isEqualTo("pool.remove(each.getKey(), value)");
    assertThat(corrected("forEach")).isEqualTo("pool.remove(key, value)");
    assertThat(corrected("usedBeforeLookedAt")).isEqualTo("pool.remove(key, value)");
    assertThat(corrected("byAMethod")).isEqualTo("ALL.remove(key, value)");
    assertThat(corrected("count")).isEqualTo("counts.remove(id, value)");
    CheckedRemoval found = found("returnsEarly");
    assertThat(found.decided() - found.read()).isEqualTo(1);
  }

  @Test
  void on_otherLineOrMethod_isNot() {
    MethodNode get = method(WRONG, "get");
    assertThat(CheckedRemovals.on(WRONG, get, 1)).isNull();
    assertThat(CheckedRemovals.on(WRONG, method(WRONG, "put"), removals(get).get(0))).isNull();
  }

  @Test
  void replaces_onlyWhatIsPutInAnotherPlace() {
    assertThat(CheckedRemovals.replaces(RIGHT, RIGHT.name, "pool")).isTrue();
    assertThat(CheckedRemovals.replaces(RIGHT, RIGHT.name, "removed")).isFalse();
    assertThat(CheckedRemovals.replaces(RIGHT, WRONG.name, "pool")).isFalse();
    assertThat(CheckedRemovals.replaces(WRONG, RIGHT.name, "pool")).isFalse();
  }

  @Test
  void mayHoldLock_monitorOrLockOrSynchronized_only() {
    for (String name : List.of("inMonitor", "inNestedMonitor", "synchronizedMethod", "locked")) {
      MethodNode method = method(RIGHT, name);
      assertThat(CheckedRemovals.mayHoldLock(RIGHT, method, removals(method).get(0)))
          .as(name)
          .isTrue();
    }
    MethodNode elsewhere = method(WRONG, "lockedElsewhere");
    assertThat(CheckedRemovals.mayHoldLock(WRONG, elsewhere, removals(elsewhere).get(0))).isFalse();
  }

  private static String corrected(String name) {
    return found(name).correction();
  }

  private static CheckedRemoval found(String name) {
    MethodNode method =
        method(WRONG, wrong().filter(each -> plain(each).equals(name)).findFirst().orElseThrow());
    return Objects.requireNonNull(CheckedRemovals.on(WRONG, method, removals(method).get(0)));
  }

  private static String plain(String name) {
    return name.startsWith("lambda$") ? name.split("\\$", -1)[1] : name;
  }

  private static Stream<String> methodsThatRemove(ClassNode type) {
    return type.methods.stream()
        .filter(method -> !removals(method).isEmpty())
        .map(method -> method.name);
  }

  private static List<Integer> removals(MethodNode method) {
    List<Integer> lines = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof LineNumberNode number) {
        line = number.line;
      } else if (MapCalls.isRemoval(each)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static MethodNode method(ClassNode type, String name) {
    return type.methods.stream()
        .filter(method -> method.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ClassNode read(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (@Nullable InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      ClassNode node = new ClassNode();
      new ClassReader(Objects.requireNonNull(in).readAllBytes())
          .accept(node, ClassReader.SKIP_FRAMES);
      return node;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
