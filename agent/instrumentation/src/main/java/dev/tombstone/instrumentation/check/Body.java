package dev.tombstone.instrumentation.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/** The instructions of a method: what each finds, and where it can go on. Without exceptions. */
final class Body {
  /** Places in all frames of a method: some bytes each while it is analysed. */
  private static final long MOST_PLACES = 1_000_000;

  private final MethodNode method;
  private final InsnList code;
  private final @Nullable Frame<TracedValue>[] frames;

  private Body(MethodNode method, @Nullable Frame<TracedValue>[] frames) {
    this.method = method;
    code = method.instructions;
    this.frames = frames;
  }

  /**
   * The body of a method; null if it has none, is too large, or is not valid.
   *
   * @param read parameters that tell of a map's values, each with what stands for its being read
   */
  static @Nullable Body of(String owner, MethodNode method, Map<Integer, AbstractInsnNode> read) {
    long places = (long) method.instructions.size() * (method.maxLocals + method.maxStack);
    if (method.instructions.size() == 0 || places > MOST_PLACES) {
      return null;
    }
    try {
      return new Body(
          method, new Analyzer<>(new TracingInterpreter(method, read)).analyze(owner, method));
    } catch (AnalyzerException | RuntimeException notValid) {
      return null;
    }
  }

  MethodNode method() {
    return method;
  }

  /** All instructions that can be reached. */
  List<AbstractInsnNode> reachable() {
    List<AbstractInsnNode> all = new ArrayList<>();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i] != null) {
        all.add(code.get(i));
      }
    }
    return all;
  }

  /** What a call is on, and then what is passed; empty if it cannot be reached. */
  List<TracedValue> operands(MethodInsnNode call) {
    int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
    return top(call, Type.getArgumentCount(call.desc) + receiver);
  }

  /** What an instruction takes from the stack to use it; empty of one that only moves values. */
  List<TracedValue> used(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return operands(call);
    }
    if (instruction instanceof InvokeDynamicInsnNode linked) {
      return top(linked, Type.getArgumentCount(linked.desc));
    }
    return switch (instruction.getOpcode()) {
      case Opcodes.IFEQ,
          Opcodes.IFNE,
          Opcodes.IFLT,
          Opcodes.IFGE,
          Opcodes.IFGT,
          Opcodes.IFLE,
          Opcodes.IFNULL,
          Opcodes.IFNONNULL,
          Opcodes.TABLESWITCH,
          Opcodes.LOOKUPSWITCH,
          Opcodes.PUTSTATIC,
          Opcodes.ARETURN,
          Opcodes.ATHROW ->
          top(instruction, 1);
      case Opcodes.IF_ICMPEQ,
          Opcodes.IF_ICMPNE,
          Opcodes.IF_ICMPLT,
          Opcodes.IF_ICMPGE,
          Opcodes.IF_ICMPGT,
          Opcodes.IF_ICMPLE,
          Opcodes.IF_ACMPEQ,
          Opcodes.IF_ACMPNE,
          Opcodes.PUTFIELD ->
          top(instruction, 2);
      case Opcodes.AASTORE -> top(instruction, 3);
      default -> List.of();
    };
  }

  private List<TracedValue> top(AbstractInsnNode instruction, int count) {
    Frame<TracedValue> frame = frames[code.indexOf(instruction)];
    if (frame == null) {
      return List.of();
    }
    List<TracedValue> values = new ArrayList<>();
    for (int i = frame.getStackSize() - count; i < frame.getStackSize(); i++) {
      values.add(frame.getStack(i));
    }
    return values;
  }

  /** Whether it goes on at one of several places. */
  static boolean isBranch(AbstractInsnNode instruction) {
    return instruction instanceof TableSwitchInsnNode
        || instruction instanceof LookupSwitchInsnNode
        || (instruction instanceof JumpInsnNode && instruction.getOpcode() != Opcodes.GOTO);
  }

  /** Where an instruction can go on. */
  List<AbstractInsnNode> next(AbstractInsnNode instruction) {
    List<AbstractInsnNode> all = new ArrayList<>();
    int opcode = instruction.getOpcode();
    if (instruction instanceof JumpInsnNode jump) {
      all.add(jump.label);
    } else if (instruction instanceof TableSwitchInsnNode table) {
      all.addAll(table.labels);
      all.add(table.dflt);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      all.addAll(lookup.labels);
      all.add(lookup.dflt);
    }
    boolean ends =
        opcode == Opcodes.GOTO
            || opcode == Opcodes.ATHROW
            || opcode == Opcodes.TABLESWITCH
            || opcode == Opcodes.LOOKUPSWITCH
            || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    AbstractInsnNode following = instruction.getNext();
    if (!ends && following != null) {
      all.add(following);
    }
    return all;
  }

  /** Whether one instruction is reached from others without executing some. */
  boolean reaches(
      List<? extends AbstractInsnNode> from,
      AbstractInsnNode to,
      Set<? extends AbstractInsnNode> without) {
    return reached(from, without).get(code.indexOf(to));
  }

  /** Indexes of all that is reached from these, themselves included, without executing some. */
  BitSet reached(List<? extends AbstractInsnNode> from, Set<? extends AbstractInsnNode> without) {
    BitSet seen = new BitSet(code.size());
    List<AbstractInsnNode> left = new ArrayList<>(from);
    while (!left.isEmpty()) {
      AbstractInsnNode each = left.remove(left.size() - 1);
      int index = code.indexOf(each);
      if (!without.contains(each) && !seen.get(index)) {
        seen.set(index);
        left.addAll(next(each));
      }
    }
    return seen;
  }

  int indexOf(AbstractInsnNode instruction) {
    return code.indexOf(instruction);
  }

  /** Line of an instruction, or 0. */
  int lineOf(AbstractInsnNode instruction) {
    for (AbstractInsnNode each = instruction; each != null; each = each.getPrevious()) {
      if (each instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return 0;
  }

  /** Name of a variable that holds this before an instruction; null if there is none. */
  @Nullable String nameOf(Identity identity, AbstractInsnNode at) {
    Frame<TracedValue> frame = frames[code.indexOf(at)];
    if (frame == null || method.localVariables == null) {
      return null;
    }
    for (LocalVariableNode variable : method.localVariables) {
      if (frame.getLocal(variable.index).is(identity)
          && isWithin(at, variable.start, variable.end)) {
        return variable.name;
      }
    }
    return null;
  }

  private boolean isWithin(AbstractInsnNode at, LabelNode start, LabelNode end) {
    int index = code.indexOf(at);
    return index >= code.indexOf(start) && index < code.indexOf(end);
  }
}
