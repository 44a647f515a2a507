package dev.tombstone.instrumentation.callsite;

import java.util.HashMap;
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
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * Executes one method's instructions on declared types and origins.
 *
 * <p>A value read from a variable that the debug information knows has the type that the variable
 * is declared with; from any other, that of what was written.
 */
final class TypeInterpreter extends Interpreter<TypedValue> {
  private final TypedClass type;

  /** Knows what instructions leave that have nothing to do with generics. */
  private final BasicInterpreter basic =
      new BasicInterpreter(Opcodes.ASM9) {
        @Override
        public @Nullable BasicValue newValue(@Nullable Type type) {
          boolean reference = type != null && type.getSort() >= Type.ARRAY;
          return reference ? new BasicValue(type) : super.newValue(type);
        }
      };

  /** Generic signatures of parameters, by the place of their variable. */
  private final Map<Integer, String> parameters = new HashMap<>();

  private final Map<Integer, Integer> parameterIndexes = new HashMap<>();

  /** The declared variable that each instruction reads. */
  private final Map<AbstractInsnNode, LocalVariableNode> reads = new HashMap<>();

  TypeInterpreter(TypedClass type, MethodNode method) {
    super(Opcodes.ASM9);
    this.type = type;
    learnParameters(method);
    if (method.localVariables != null) {
      method.localVariables.forEach(this::learnReads);
    }
  }

  private void learnParameters(MethodNode method) {
    List<String> generic =
        Signatures.ofMethod(type.signatureOf(type.node().name, method.name, method.desc));
    Type[] types = Type.getArgumentTypes(method.desc);
    // Of some constructors the signature leaves out parameters that the compiler added.
    boolean same = generic.size() == types.length + 1;
    int place = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      parameters.put(place, same ? generic.get(i) : types[i].getDescriptor());
      parameterIndexes.put(place, i);
      place += types[i].getSize();
    }
  }

  private void learnReads(LocalVariableNode variable) {
    for (AbstractInsnNode each = variable.start;
        each != null && each != variable.end;
        each = each.getNext()) {
      if (each instanceof VarInsnNode read && read.var == variable.index) {
        reads.put(read, variable);
      }
    }
  }

  @Override
  public @Nullable TypedValue newValue(@Nullable Type plain) {
    if (plain == null) {
      return TypedValue.UNKNOWN;
    }
    return plain.getSort() == Type.VOID
        ? null
        : new TypedValue(plain.getSize(), plain.getDescriptor(), Set.of(), null);
  }

  @Override
  public TypedValue newParameterValue(boolean isInstance, int place, Type plain) {
    Integer index = parameterIndexes.get(place);
    return index == null
        ? TypedValue.of(plain.getDescriptor(), new Origin.This())
        : TypedValue.of(
            parameters.getOrDefault(place, plain.getDescriptor()), new Origin.Parameter(index));
  }

  @Override
  public TypedValue newExceptionValue(
      TryCatchBlockNode block, Frame<TypedValue> handler, Type exception) {
    return TypedValue.of(exception.getDescriptor(), new Origin.Computed(block.handler));
  }

  @Override
  public @Nullable TypedValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
    int opcode = instruction.getOpcode();
    return switch (opcode) {
      case Opcodes.ACONST_NULL -> TypedValue.ofNull();
      case Opcodes.ICONST_M1,
          Opcodes.ICONST_0,
          Opcodes.ICONST_1,
          Opcodes.ICONST_2,
          Opcodes.ICONST_3,
          Opcodes.ICONST_4,
          Opcodes.ICONST_5 ->
          constant("I", opcode - Opcodes.ICONST_0);
      case Opcodes.LCONST_0, Opcodes.LCONST_1 -> constant("J", (long) opcode - Opcodes.LCONST_0);
      case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2 ->
          constant("F", (float) opcode - Opcodes.FCONST_0);
      case Opcodes.DCONST_0, Opcodes.DCONST_1 -> constant("D", (double) opcode - Opcodes.DCONST_0);
      case Opcodes.BIPUSH, Opcodes.SIPUSH -> constant("I", ((IntInsnNode) instruction).operand);
      case Opcodes.LDC -> {
        BasicValue loaded = basic.newOperation(instruction);
        yield constant(loaded.getType().getDescriptor(), ((LdcInsnNode) instruction).cst);
      }
      case Opcodes.GETSTATIC -> field((FieldInsnNode) instruction);
      case Opcodes.NEW -> {
        TypeInsnNode made = (TypeInsnNode) instruction;
        yield TypedValue.of(Type.getObjectType(made.desc).getDescriptor(), new Origin.New(made));
      }
      default -> computed(instruction, basic.newOperation(instruction));
    };
  }

  @Override
  public TypedValue copyOperation(AbstractInsnNode instruction, TypedValue value) {
    int opcode = instruction.getOpcode();
    LocalVariableNode declared =
        opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD ? reads.get(instruction) : null;
    return declared == null ? value : value.readFrom(declared);
  }

  @Override
  public @Nullable TypedValue unaryOperation(AbstractInsnNode instruction, TypedValue value)
      throws AnalyzerException {
    if (instruction.getOpcode() == Opcodes.CHECKCAST) {
      return value.castTo(Type.getObjectType(((TypeInsnNode) instruction).desc).getDescriptor());
    }
    if (instruction.getOpcode() == Opcodes.GETFIELD) {
      return field((FieldInsnNode) instruction);
    }
    return computed(instruction, basic.unaryOperation(instruction, BasicValue.INT_VALUE));
  }

  @Override
  public @Nullable TypedValue binaryOperation(
      AbstractInsnNode instruction, TypedValue first, TypedValue second) throws AnalyzerException {
    if (instruction.getOpcode() == Opcodes.AALOAD) {
      String array = first.signature();
      return array == null || !array.startsWith("[")
          ? TypedValue.UNKNOWN
          : TypedValue.of(array.substring(1), new Origin.Computed(instruction));
    }
    return computed(
        instruction,
        basic.binaryOperation(instruction, BasicValue.INT_VALUE, BasicValue.INT_VALUE));
  }

  @Override
  public @Nullable TypedValue ternaryOperation(
      AbstractInsnNode instruction, TypedValue first, TypedValue second, TypedValue third) {
    return null;
  }

  @Override
  public @Nullable TypedValue naryOperation(
      AbstractInsnNode instruction, List<? extends TypedValue> values) throws AnalyzerException {
    if (instruction instanceof MethodInsnNode call) {
      String returned = returned(call, values);
      return returned.equals("V") ? null : TypedValue.of(returned, new Origin.Result(call));
    }
    if (instruction instanceof InvokeDynamicInsnNode linked) {
      return TypedValue.of(
          Type.getReturnType(linked.desc).getDescriptor(), new Origin.Linked(linked));
    }
    return computed(instruction, basic.naryOperation(instruction, List.of()));
  }

  private String returned(MethodInsnNode call, List<? extends TypedValue> values) {
    String receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? null : values.get(0).signature();
    String known = receiver == null ? null : JdkResults.of(receiver, call.name, call.desc);
    if (known != null) {
      return known;
    }
    List<String> generic = Signatures.ofMethod(type.signatureOf(call.owner, call.name, call.desc));
    return generic.get(generic.size() - 1);
  }

  @Override
  public void returnOperation(AbstractInsnNode instruction, TypedValue value, TypedValue expected) {
    // Whether what is returned is of the type that is declared is for the JVM to verify.
  }

  @Override
  public TypedValue merge(TypedValue first, TypedValue second) {
    return first.or(second);
  }

  private TypedValue field(FieldInsnNode field) {
    return TypedValue.of(
        type.signatureOf(field.owner, field.name, field.desc),
        new Origin.Field(field.owner, field.name, field.desc));
  }

  private static TypedValue constant(String descriptor, Object value) {
    return TypedValue.of(descriptor, new Origin.Constant(value));
  }

  private static @Nullable TypedValue computed(
      AbstractInsnNode instruction, @Nullable BasicValue value) {
    return value == null
        ? null
        : TypedValue.of(value.getType().getDescriptor(), new Origin.Computed(instruction));
  }
}
