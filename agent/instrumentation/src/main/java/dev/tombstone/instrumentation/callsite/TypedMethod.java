package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Frame;

/** What is known of the values in a method, before each of its instructions. */
public final class TypedMethod {
  /**
   * A call that can be reached.
   *
   * @param instruction the instruction
   * @param line its line of source, or 0
   * @param receiver what the method is called on; null if it is static
   * @param arguments what is passed
   */
  public record Call(
      MethodInsnNode instruction,
      int line,
      @Nullable TypedValue receiver,
      List<TypedValue> arguments) {}

  private final MethodNode method;
  private final @Nullable Frame<TypedValue>[] frames;

  TypedMethod(MethodNode method, @Nullable Frame<TypedValue>[] frames) {
    this.method = method;
    this.frames = frames;
  }

  /** The method as ASM has it. */
  public MethodNode node() {
    return method;
  }

  /** Variables and stack before an instruction of the method; null if it cannot be reached. */
  public @Nullable Frame<TypedValue> before(AbstractInsnNode instruction) {
    return frames[method.instructions.indexOf(instruction)];
  }

  /** All calls of methods of this name, in the order of the code. */
  public List<Call> callsOf(String name) {
    List<Call> calls = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof LineNumberNode number) {
        line = number.line;
      } else if (each instanceof MethodInsnNode call && call.name.equals(name)) {
        Frame<TypedValue> frame = before(call);
        if (frame != null) {
          calls.add(call(call, line, frame));
        }
      }
    }
    return calls;
  }

  private static Call call(MethodInsnNode call, int line, Frame<TypedValue> frame) {
    int count = Type.getArgumentCount(call.desc);
    int first = frame.getStackSize() - count;
    List<TypedValue> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(frame.getStack(first + i));
    }
    TypedValue receiver =
        call.getOpcode() == Opcodes.INVOKESTATIC ? null : frame.getStack(first - 1);
    return new Call(call, line, receiver, List.copyOf(arguments));
  }
}
