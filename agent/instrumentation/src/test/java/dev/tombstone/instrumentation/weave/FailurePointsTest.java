package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What default settings weave for loops that fail: code that only runs once the exception is about
 * to be made, and nothing else.
 */
class FailurePointsTest {
  private static final String EXCEPTION = "NEW java/util/ConcurrentModificationException";

  /** HotSpot's {@code MaxInlineSize}: up to it a method is inlined whether it is hot or not. */
  private static final int SHORT = 35;

  /** Of 27 bytes. Where it is hot it is inlined all the same. */
  private static final String NOT_SHORT_ANY_MORE =
      "java/util/Hashtable$Enumerator.next()Ljava/lang/Object;";

  private static final Set<Layer> DEFAULT = Set.of(Layer.MUTATIONS);

  @Test
  void failure_everyBody_differsByCodeThatRunsJustBeforeTheExceptionIsMade() throws IOException {
    Map<String, Integer> calls = new TreeMap<>();
    for (String type : typesWithFailures()) {
      ClassNode without = node(woven(type, DEFAULT));
      ClassNode with = node(woven(type, Set.of(Layer.MUTATIONS, Layer.FAILURE)));
      assertThat(with.methods).as(type).hasSameSizeAs(without.methods);
      for (int i = 0; i < with.methods.size(); i++) {
        MethodNode method = with.methods.get(i);
        List<AbstractInsnNode> code = code(method);
        int found = takeFailuresOut(type + "." + method.name, code);
        calls.merge(type, found, Integer::sum);
        assertThat(texts(method, code))
            .as(type + "." + method.name)
            .isEqualTo(texts(without.methods.get(i), code(without.methods.get(i))));
      }
    }
    assertThat(calls).hasSizeGreaterThan(30).allSatisfy((type, n) -> assertThat(n).isPositive());
    assertThat(calls).containsKeys("java/util/HashMap$HashIterator", "java/util/HashMap");
  }

  @Test
  void failure_removals_areTheSameAsWithout() throws IOException {
    List<WeavePoint> points = points("java/util/HashMap", Set.of(Layer.FAILURE));
    assertThat(points)
        .extracting(WeavePoint::method)
        .doesNotContain("removeNode", "clear", "remove");
  }

  /** Beyond it a method that is not hot yet is called where it was inlined. */
  @Test
  void failure_methodsThatAreInlinedForTheirShortness_stayShort() throws IOException {
    int met = 0;
    List<String> tooLong = new ArrayList<>();
    for (String type : typesWithFailures()) {
      Map<String, Integer> lengths = JdkClasses.lengthsOf(woven(type, DEFAULT));
      for (Map.Entry<String, Integer> method :
          JdkClasses.lengthsOf(woven(type, Set.of(Layer.MUTATIONS, Layer.FAILURE))).entrySet()) {
        int before = Objects.requireNonNull(lengths.get(method.getKey()));
        met += before != method.getValue() ? 1 : 0;
        if (before <= SHORT && method.getValue() > SHORT) {
          tooLong.add(type + "." + method.getKey());
        }
      }
    }
    assertThat(tooLong).containsExactly(NOT_SHORT_ANY_MORE);
    assertThat(met).isGreaterThan(40);
  }

  private static Set<String> typesWithFailures() throws IOException {
    Set<String> types = new TreeSet<>();
    for (WeavePoint point : Layer.FAILURE.points()) {
      if (JdkClasses.bytesOf(point.type()).length > 0
          && !points(point.type(), Set.of(Layer.FAILURE)).isEmpty()) {
        types.add(point.type());
      }
    }
    return types;
  }

  /** Of the layers alone. */
  private static List<WeavePoint> points(String type, Set<Layer> layers) {
    List<WeavePoint> points = new ArrayList<>(new Layer.Woven(layers, Set.of()).points());
    points.removeIf(
        point -> !point.type().equals(type) || !point.since().isIn(Runtime.version().feature()));
    return points;
  }

  private static byte[] woven(String type, Set<Layer> layers) throws IOException {
    List<WeavePoint> points = new ArrayList<>(JdkClasses.countingPoints(type));
    points.addAll(points(type, layers));
    ClassWeaver.Woven woven = ClassWeaver.weave(JdkClasses.bytesOf(type), points);
    assertThat(woven.unmet()).as(type).isEmpty();
    return woven.bytes();
  }

  private static ClassNode node(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return node;
  }

  /** Instructions without labels. */
  private static List<AbstractInsnNode> code(MethodNode method) {
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() >= 0) {
        code.add(instruction);
      }
    }
    return code;
  }

  /** Takes out the calls with the loads of their arguments; answers how many. */
  private static int takeFailuresOut(String method, List<AbstractInsnNode> code) {
    int found = 0;
    for (int i = code.size() - 1; i >= 0; i--) {
      if (code.get(i) instanceof MethodInsnNode call
          && call.owner.equals(Hook.ITERATIONS)
          && call.name.equals("failed")) {
        assertThat(text(code.get(i + 1), Map.of())).as(method).isEqualTo(EXCEPTION);
        int from = firstOfArguments(code, i);
        code.subList(from, i + 1).clear();
        i = from;
        found++;
      }
    }
    return found;
  }

  /** The expected count is a local or a field of this, the map this or behind fields of it. */
  private static int firstOfArguments(List<AbstractInsnNode> code, int call) {
    int from = call - 1;
    if (code.get(from).getOpcode() == Opcodes.GETFIELD) {
      from--;
    }
    from--;
    while (code.get(from).getOpcode() == Opcodes.GETFIELD) {
      from--;
    }
    assertThat(text(code.get(from), Map.of())).isEqualTo(Opcodes.ALOAD + " 0");
    return from;
  }

  private static List<String> texts(MethodNode method, List<AbstractInsnNode> code) {
    Map<AbstractInsnNode, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < code.size(); i++) {
      places.put(code.get(i), i);
    }
    // A label stands for the instruction that comes next, of those that were left.
    Integer next = code.size();
    for (AbstractInsnNode each = method.instructions.getLast();
        each != null;
        each = each.getPrevious()) {
      if (each instanceof LabelNode) {
        places.put(each, next);
      } else {
        next = places.getOrDefault(each, next);
      }
    }
    List<String> texts = new ArrayList<>();
    code.forEach(instruction -> texts.add(text(instruction, places)));
    return texts;
  }

  private static String text(AbstractInsnNode instruction, Map<AbstractInsnNode, Integer> places) {
    int opcode = instruction.getOpcode();
    if (instruction instanceof VarInsnNode variable) {
      return opcode + " " + variable.var;
    }
    if (instruction instanceof FieldInsnNode field) {
      return opcode + " " + field.owner + "." + field.name + field.desc;
    }
    if (instruction instanceof MethodInsnNode call) {
      return opcode + " " + call.owner + "." + call.name + call.desc;
    }
    if (instruction instanceof TypeInsnNode type) {
      return (opcode == Opcodes.NEW ? "NEW" : opcode) + " " + type.desc;
    }
    if (instruction instanceof JumpInsnNode jump) {
      return opcode + " to " + places.get(jump.label);
    }
    if (instruction instanceof IntInsnNode number) {
      return opcode + " " + number.operand;
    }
    if (instruction instanceof LdcInsnNode constant) {
      return opcode + " " + constant.cst;
    }
    if (instruction instanceof IincInsnNode increment) {
      return opcode + " " + increment.var + " " + increment.incr;
    }
    return Integer.toString(opcode);
  }
}
