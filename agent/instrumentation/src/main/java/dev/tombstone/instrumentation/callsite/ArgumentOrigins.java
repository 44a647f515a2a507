package dev.tombstone.instrumentation.callsite;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Follows the argument of a removal to where it was made, from a line to the line that called it,
 * for as long as it is a parameter that was passed on.
 *
 * <p>For agent threads, one at a time.
 */
final class ArgumentOrigins {
  private static final int MOST_FRAMES = 4;

  private final ClassReads reads;

  ArgumentOrigins(ClassReads reads) {
    this.reads = reads;
  }

  /**
   * Whether the first argument of the call of {@code remove} that the first of these frames is in
   * was made for the call: the instruction before it makes a new object.
   */
  boolean isMadeForTheCall(List<StackFrame> frames) {
    String called = "remove";
    String descriptor = null;
    int argument = 0;
    for (int i = 0; i < Math.min(MOST_FRAMES, frames.size()); i++) {
      StackFrame frame = frames.get(i);
      Passed passed = passed(frame, called, descriptor, argument);
      if (passed == null) {
        return false;
      }
      if (passed.parameter < 0) {
        return passed.isNew;
      }
      called = frame.getMethodName();
      descriptor = frame.getDescriptor();
      argument = passed.parameter;
    }
    return false;
  }

  /**
   * What a line passes.
   *
   * @param parameter which of the method's own it is, from 0; -1 if none
   * @param isNew whether it was made for the call
   */
  private record Passed(int parameter, boolean isNew) {}

  /** What all calls of this method on the line pass; null if that is not one thing. */
  private @Nullable Passed passed(
      StackFrame frame, String called, @Nullable String descriptor, int argument) {
    if (frame.getLineNumber() <= 0) {
      return null;
    }
    TypedClass type = reads.of(frame.getDeclaringClass());
    TypedMethod typed = type == null ? null : method(type, frame);
    Passed all = null;
    for (TypedMethod.Call call :
        typed == null ? List.<TypedMethod.Call>of() : typed.callsOf(called)) {
      boolean meant =
          call.line() == frame.getLineNumber()
              && call.arguments().size() > argument
              && (descriptor == null || descriptor.equals(call.instruction().desc));
      if (meant) {
        Passed each = passed(call, argument);
        if (all != null && !all.equals(each)) {
          return null;
        }
        all = each;
      }
    }
    return all;
  }

  private static @Nullable TypedMethod method(TypedClass type, StackFrame frame) {
    for (MethodNode method : type.node().methods) {
      if (method.name.equals(frame.getMethodName()) && method.desc.equals(frame.getDescriptor())) {
        return type.analyse(method);
      }
    }
    return null;
  }

  private static Passed passed(TypedMethod.Call call, int argument) {
    TypedValue value = call.arguments().get(argument);
    if (value.origins().size() != 1) {
      return new Passed(-1, false);
    }
    Origin origin = value.origins().iterator().next();
    if (origin instanceof Origin.Parameter parameter) {
      return new Passed(parameter.index(), false);
    }
    AbstractInsnNode maker = before(call.instruction(), call.arguments().size() - 1 - argument);
    boolean isNew =
        origin instanceof Origin.Linked linked
            ? maker == linked.at() && captures(linked.at())
            : origin instanceof Origin.New
                && maker instanceof MethodInsnNode made
                && made.name.equals("<init>");
    return new Passed(-1, isNew);
  }

  /** A lambda that captures nothing is one and the same object each time. */
  private static boolean captures(InvokeDynamicInsnNode lambda) {
    return Type.getArgumentCount(lambda.desc) > 0;
  }

  /**
   * The instruction that left the argument on the stack, if after it come only those that push so
   * many further arguments; null otherwise.
   */
  private static @Nullable AbstractInsnNode before(AbstractInsnNode call, int further) {
    int left = further;
    AbstractInsnNode each = call.getPrevious();
    while (each != null) {
      int opcode = each.getOpcode();
      boolean isPush = opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.ALOAD;
      if (left > 0 && (isPush || opcode == Opcodes.GETSTATIC)) {
        left--;
      } else if (opcode >= 0 && opcode != Opcodes.CHECKCAST) {
        return left == 0 ? each : null;
      }
      each = each.getPrevious();
    }
    return null;
  }
}
