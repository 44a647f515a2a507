package dev.tombstone.instrumentation.callsite;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Follows the argument of a removal to where it was made, from a line to the line that called it,
 * for as long as it is a parameter that was passed on, and with which nothing else was done: what
 * inserts it first may find it.
 *
 * <p>For agent threads, one at a time.
 */
final class ArgumentOrigins {
  private static final int MOST_FRAMES = 4;
  private static final String REMOVE = "remove";
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

  private final ClassReads reads;

  ArgumentOrigins(ClassReads reads) {
    this.reads = reads;
  }

  /**
   * Whether the first argument of the call of {@code remove} that the first of these frames is in
   * was made for the call: the instruction before it makes a new object.
   */
  boolean isMadeForTheCall(List<StackFrame> frames) {
    String called = REMOVE;
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
        Passed each = passed(Objects.requireNonNull(typed).node(), call, argument);
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

  private static Passed passed(MethodNode method, TypedMethod.Call call, int argument) {
    TypedValue value = call.arguments().get(argument);
    if (value.origins().size() != 1) {
      return new Passed(-1, false);
    }
    Origin origin = value.origins().iterator().next();
    if (origin instanceof Origin.Parameter parameter) {
      boolean only = isOnlyPassedOn(method, placeOf(method, parameter.index()), call.instruction());
      return new Passed(only ? parameter.index() : -1, false);
    }
    AbstractInsnNode maker = before(call.instruction(), call.arguments().size() - 1 - argument);
    boolean isNew =
        origin instanceof Origin.Linked linked
            ? maker == linked.at() && isMadeEachTime(linked.at())
            : origin instanceof Origin.New made && maker != null && isMadeBy(maker, made);
    return new Passed(-1, isNew);
  }

  /** A lambda that captures nothing is one and the same object each time. */
  private static boolean isMadeEachTime(InvokeDynamicInsnNode lambda) {
    return Type.getArgumentCount(lambda.desc) > 0 && lambda.bsm.getOwner().equals(LAMBDAS);
  }

  /** A constructor of the application may insert what it makes. */
  private static boolean isMadeBy(AbstractInsnNode maker, Origin.New made) {
    return maker instanceof MethodInsnNode constructor
        && constructor.name.equals("<init>")
        && made.at().desc.startsWith("java/");
  }

  /** The variable of a parameter. */
  private static int placeOf(MethodNode method, int parameter) {
    int place = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    Type[] types = Type.getArgumentTypes(method.desc);
    for (int i = 0; i < parameter; i++) {
      place += types[i].getSize();
    }
    return place;
  }

  /** Whether a variable is only compared with null, and passed to {@code remove} or this method. */
  private static boolean isOnlyPassedOn(MethodNode method, int place, MethodInsnNode call) {
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof VarInsnNode access && access.var == place) {
        AbstractInsnNode user = each.getOpcode() == Opcodes.ALOAD ? userOf(each) : null;
        boolean passedOn =
            user instanceof MethodInsnNode passing
                && (passing.name.equals(REMOVE)
                    || passing.name.equals(call.name)
                    || isNullCheck(passing));
        boolean compared =
            user != null
                && (user.getOpcode() == Opcodes.IFNULL || user.getOpcode() == Opcodes.IFNONNULL);
        if (!passedOn && !compared) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isNullCheck(MethodInsnNode call) {
    return call.owner.equals("java/util/Objects") && call.name.equals("requireNonNull");
  }

  /** What takes a value from the stack, if nothing but further simple values come in between. */
  private static @Nullable AbstractInsnNode userOf(AbstractInsnNode load) {
    int above = 0;
    for (AbstractInsnNode each = load.getNext(); each != null; each = each.getNext()) {
      int opcode = each.getOpcode();
      if (isPush(opcode)) {
        above++;
      } else if (opcode >= 0 && opcode != Opcodes.CHECKCAST) {
        boolean call = each instanceof MethodInsnNode method && takes(method, above);
        return call || above == 0 ? each : null;
      }
    }
    return null;
  }

  /** Whether a call takes the value under so many others as an argument. */
  private static boolean takes(MethodInsnNode call, int above) {
    return Type.getArgumentCount(call.desc) > above;
  }

  private static boolean isPush(int opcode) {
    return (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.ALOAD)
        || opcode == Opcodes.GETSTATIC;
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
      if (left > 0 && isPush(opcode)) {
        left--;
      } else if (opcode >= 0 && opcode != Opcodes.CHECKCAST) {
        return left == 0 ? each : null;
      }
      each = each.getPrevious();
    }
    return null;
  }
}
