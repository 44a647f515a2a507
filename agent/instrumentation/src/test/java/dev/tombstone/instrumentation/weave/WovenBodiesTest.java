package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Every woven body, with all layers. The JVM verifies none of the boot loader's classes: what is
 * wrong in one ends the process, and only where another layer or a collection happens to look.
 */
class WovenBodiesTest {
  @Test
  void hookCalls_everyOne_isAMethodOfTheHook() throws Exception {
    Map<String, TreeSet<String>> methods = new TreeMap<>();
    for (ClassNode type : woven()) {
      for (MethodNode method : type.methods) {
        for (AbstractInsnNode instruction : method.instructions) {
          if (instruction instanceof MethodInsnNode call && call.owner.startsWith(Hook.PACKAGE)) {
            assertThat(methods.computeIfAbsent(call.owner, WovenBodiesTest::methodsOf))
                .as(type.name + "." + method.name)
                .contains(call.name + call.desc);
          }
        }
      }
    }
    assertThat(methods).containsKeys(Hook.REMOVALS, Hook.SCOPES, Hook.MUTATIONS, Hook.RESIZES);
  }

  @Test
  void bodies_everyOne_keepsStackAndLocalsInOrder() throws IOException {
    int[] analysed = new int[1];
    for (ClassNode type : woven()) {
      for (MethodNode method : type.methods) {
        assertThatCode(() -> new Analyzer<>(new BasicVerifier()).analyze(type.name, method))
            .as(type.name + "." + method.name + method.desc)
            .doesNotThrowAnyException();
        analysed[0]++;
      }
    }
    assertThat(analysed[0]).isGreaterThan(1_000);
  }

  /** What is counted, or told by a handler of its own, is not told again. */
  @Test
  void failures_everyHandler_coversNeitherACountNorAnotherHandler() throws IOException {
    int handlers = 0;
    for (ClassNode type : woven()) {
      for (MethodNode method : type.methods) {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
          if (!isTold(block.handler)) {
            continue;
          }
          handlers++;
          for (AbstractInsnNode at = block.start; at != block.end; at = at.getNext()) {
            assertThat(isCountOrTold(at) && !isOverflowOnly(block))
                .as(type.name + "." + method.name + method.desc)
                .isFalse();
          }
        }
      }
    }
    assertThat(handlers).isGreaterThan(80);
  }

  /** The call of a count may end for want of stack: then it has not been counted. */
  private static boolean isOverflowOnly(TryCatchBlockNode block) {
    return "java/lang/StackOverflowError".equals(block.type);
  }

  private static boolean isTold(AbstractInsnNode handler) {
    for (AbstractInsnNode at = handler; at != null && !leaves(at); at = at.getNext()) {
      if (at instanceof MethodInsnNode call && call.owner.equals(Hook.FAILURES)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leaves(AbstractInsnNode at) {
    int opcode = at.getOpcode();
    return (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
        || opcode == Opcodes.ATHROW
        || opcode == Opcodes.GOTO;
  }

  private static boolean isCountOrTold(AbstractInsnNode at) {
    if (at instanceof FieldInsnNode field) {
      return field.owner.equals(Hook.SCOPE_STACK) && field.name.equals("abandoned");
    }
    return at instanceof MethodInsnNode call
        && (call.owner.equals(Hook.FAILURES)
            || (call.owner.equals(Hook.REMOVALS) && call.name.startsWith("record")));
  }

  private static List<ClassNode> woven() throws IOException {
    Map<String, ClassNode> woven = new TreeMap<>();
    for (Map.Entry<String, List<WeavePoint>> points : JdkClasses.points().entrySet()) {
      byte[] original = JdkClasses.bytesOf(points.getKey());
      if (original.length > 0) {
        ClassNode node = new ClassNode();
        new ClassReader(ClassWeaver.weave(original, points.getValue()).bytes()).accept(node, 0);
        woven.put(node.name, node);
      }
    }
    return List.copyOf(woven.values());
  }

  private static TreeSet<String> methodsOf(String hook) {
    try {
      TreeSet<String> methods = new TreeSet<>();
      for (Method method : Class.forName(Type.getObjectType(hook).getClassName()).getMethods()) {
        if (Modifier.isStatic(method.getModifiers())) {
          methods.add(method.getName() + Type.getMethodDescriptor(method));
        }
      }
      return methods;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
