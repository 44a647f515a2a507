package dev.tombstone.instrumentation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Executes one method's instructions on identities, and on what values were computed from. */
final class TracingInterpreter extends Interpreter<TracedValue> {
  private static final String BOXING = "valueOf";

  /** Knows how many words instructions leave. */
  private final BasicInterpreter basic = new BasicInterpreter();

  private final Map<Integer, Integer> parameterIndexes = new HashMap<>();

  /** Parameters that tell of a map's values, each with what stands for its being read. */
  private final Map<Integer, AbstractInsnNode> read;

  TracingInterpreter(MethodNode method, Map<Integer, AbstractInsnNode> read) {
    super(Opcodes.ASM9);
    this.read = read;
    Type[] types = Type.getArgumentTypes(method.desc);
    int place = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      parameterIndexes.put(place, i);
      place += types[i].getSize();
    }
  }

  @Override
  public @Nullable TracedValue newValue(@Nullable Type plain) {
    if (plain == null) {
      return TracedValue.UNKNOWN;
    }
    return plain.getSort() == Type.VOID ? null : TracedValue.of(plain.getSize(), null);
  }

  @Override
  public TracedValue newParameterValue(boolean isInstance, int place, Type plain) {
    Integer index = parameterIndexes.get(place);
    if (index == null) {
      return TracedValue.of(plain.getSize(), new Identity.This());
    }
    AbstractInsnNode source = read.get(index);
    return new TracedValue(
        plain.getSize(), new Identity.Parameter(index), source == null ? Set.of() : Set.of(source));
  }

  @Override
  public TracedValue newExceptionValue(
      TryCatchBlockNode block, Frame<TracedValue> handler, Type exception) {
    return TracedValue.of(1, new Identity.Made(block.handler));
  }

  @Override
  public @Nullable TracedValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
    int opcode = instruction.getOpcode();
    if (instruction instanceof FieldInsnNode field) {
      int size = Type.getType(field.desc).getSize();
      return TracedValue.of(size, new Identity.Field(field.owner, field.name, null));
    }
    int size = basic.newOperation(instruction).getSize();
    if (instruction instanceof LdcInsnNode constant) {
      return TracedValue.of(size, new Identity.Constant(constant.cst));
    }
    if (instruction instanceof IntInsnNode constant) {
      return TracedValue.of(size, new Identity.Constant(constant.operand));
    }
    boolean simple = opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1;
    return TracedValue.of(
        size,
        simple ? new Identity.Constant(List.of("opcode", opcode)) : new Identity.Made(instruction));
  }

  @Override
  public TracedValue copyOperation(AbstractInsnNode instruction, TracedValue value) {
    return value;
  }

  @Override
  public @Nullable TracedValue unaryOperation(AbstractInsnNode instruction, TracedValue value)
      throws AnalyzerException {
    if (instruction.getOpcode() == Opcodes.CHECKCAST) {
      return value;
    }
    if (instruction instanceof FieldInsnNode field && instruction.getOpcode() == Opcodes.GETFIELD) {
      Identity of = value.identity();
      return new TracedValue(
          Type.getType(field.desc).getSize(),
          of == null ? null : new Identity.Field(field.owner, field.name, of),
          value.from());
    }
    return made(instruction, basic.unaryOperation(instruction, BasicValue.INT_VALUE), value.from());
  }

  @Override
  public @Nullable TracedValue binaryOperation(
      AbstractInsnNode instruction, TracedValue first, TracedValue second)
      throws AnalyzerException {
    BasicValue left =
        basic.binaryOperation(instruction, BasicValue.INT_VALUE, BasicValue.INT_VALUE);
    return made(instruction, left, TracedValue.union(List.of(first, second)));
  }

  @Override
  public @Nullable TracedValue ternaryOperation(
      AbstractInsnNode instruction, TracedValue first, TracedValue second, TracedValue third) {
    return null;
  }

  @Override
  public @Nullable TracedValue naryOperation(
      AbstractInsnNode instruction, List<? extends TracedValue> values) throws AnalyzerException {
    Set<AbstractInsnNode> from = TracedValue.union(values);
    if (instruction instanceof InvokeDynamicInsnNode linked) {
      return new TracedValue(
          Type.getReturnType(linked.desc).getSize(), new Identity.Made(instruction), from);
    }
    if (!(instruction instanceof MethodInsnNode call)) {
      return made(instruction, basic.naryOperation(instruction, List.of()), from);
    }
    Type returned = Type.getReturnType(call.desc);
    return returned.getSort() == Type.VOID
        ? null
        : new TracedValue(returned.getSize(), resultOf(call, values), with(from, call));
  }

  private static Identity resultOf(MethodInsnNode call, List<? extends TracedValue> values) {
    Identity first = values.isEmpty() ? null : values.get(0).identity();
    if (first != null && MapCalls.isOfEntry(call, "getKey")) {
      return new Identity.KeyOf(first);
    }
    boolean boxes =
        call.getOpcode() == Opcodes.INVOKESTATIC
            && call.owner.startsWith("java/lang/")
            && call.name.equals(BOXING)
            && values.size() == 1;
    return first != null && boxes ? new Identity.Boxed(first) : new Identity.Made(call);
  }

  private static Set<AbstractInsnNode> with(Set<AbstractInsnNode> from, MethodInsnNode call) {
    if (!MapCalls.tellsOfValues(call)) {
      return from;
    }
    Set<AbstractInsnNode> all = new HashSet<>(from);
    all.add(call);
    return Set.copyOf(all);
  }

  @Override
  public void returnOperation(
      AbstractInsnNode instruction, TracedValue value, TracedValue expected) {
    // Whether what is returned is of the type that is declared is for the JVM to verify.
  }

  @Override
  public TracedValue merge(TracedValue first, TracedValue second) {
    return first.or(second);
  }

  private static @Nullable TracedValue made(
      AbstractInsnNode instruction, @Nullable BasicValue value, Set<AbstractInsnNode> from) {
    return value == null
        ? null
        : new TracedValue(value.getSize(), new Identity.Made(instruction), from);
  }
}
