package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.instrumentation.callsite.ClassOutline.OffsetReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a method with a stack of types and notes the calls of {@code remove} on one line.
 *
 * <p>Where control flow joins, the stack is what the class file states, without generics. What is
 * not certain is unknown.
 */
final class RemoveCalls extends MethodVisitor {
  private final OffsetReader reader;
  private final ClassOutline outline;
  private final int wantedLine;
  private final TypeStack stack = new TypeStack();
  private final VariableTypes variables;
  private final Set<RemoveCall> calls = new LinkedHashSet<>();
  private int line;

  private RemoveCalls(OffsetReader reader, ClassOutline outline, int wantedLine) {
    super(Opcodes.ASM9);
    this.reader = reader;
    this.outline = outline;
    this.wantedLine = wantedLine;
    variables = new VariableTypes(outline);
  }

  /**
   * What all calls of {@code remove} on this line of the method have in common; null if nothing.
   */
  static @Nullable RemoveCall onLine(byte[] bytes, String method, String descriptor, int line) {
    OffsetReader reader = new OffsetReader(bytes);
    ClassOutline outline = ClassOutline.of(reader, method, descriptor);
    if (!outline.hasFrames()) {
      return null;
    }
    RemoveCalls calls = new RemoveCalls(reader, outline, line);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String type,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            if (!name.equals(method) || !type.equals(descriptor)) {
              return null;
            }
            calls.variables.enter((access & Opcodes.ACC_STATIC) != 0, name, type);
            return calls;
          }
        },
        ClassReader.EXPAND_FRAMES);
    return calls.calls.size() == 1 ? calls.calls.iterator().next() : null;
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] locals,
      int stackCount,
      Object @Nullable [] operands) {
    stack.clear();
    for (int i = 0; operands != null && i < stackCount; i++) {
      Object operand = operands[i];
      if (operand instanceof String name) {
        stack.push(Type.getObjectType(name).getDescriptor());
      } else {
        stack.pushUnknown(operand == Opcodes.LONG || operand == Opcodes.DOUBLE ? 2 : 1);
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    stack.apply(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode == Opcodes.NEWARRAY) {
      stack.pop(1);
      stack.push(arrayOf(operand));
    } else {
      stack.pushUnknown(1);
    }
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    switch (opcode) {
      case Opcodes.ALOAD -> stack.push(variables.typeAt(slot, reader.offset));
      case Opcodes.ILOAD, Opcodes.FLOAD -> stack.pushUnknown(1);
      case Opcodes.LLOAD, Opcodes.DLOAD -> stack.pushUnknown(2);
      case Opcodes.LSTORE, Opcodes.DSTORE -> stack.pop(2);
      case Opcodes.ASTORE -> variables.write(slot, stack.pop(1));
      default -> stack.pop(1);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode != Opcodes.NEW) {
      stack.pop(1);
    }
    String descriptor = Type.getObjectType(type).getDescriptor();
    switch (opcode) {
      case Opcodes.ANEWARRAY -> stack.push("[" + descriptor);
      case Opcodes.INSTANCEOF -> stack.pushUnknown(1);
      default -> stack.push(descriptor);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    int size = Type.getType(descriptor).getSize();
    switch (opcode) {
      case Opcodes.PUTSTATIC -> stack.pop(size);
      case Opcodes.PUTFIELD -> stack.pop(size + 1);
      default -> {
        stack.pop(opcode == Opcodes.GETFIELD ? 1 : 0);
        push(outline.signatureOf(owner, name, descriptor), size);
      }
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    Type[] types = Type.getArgumentTypes(descriptor);
    List<@Nullable String> arguments = new ArrayList<>();
    for (int i = types.length - 1; i >= 0; i--) {
      arguments.add(Signatures.className(stack.pop(types[i].getSize())));
    }
    Collections.reverse(arguments);
    String receiver = opcode == Opcodes.INVOKESTATIC ? null : stack.pop(1);
    if (name.equals("remove") && line == wantedLine) {
      calls.add(call(receiver == null ? "" : receiver, arguments));
    }
    String returned = Type.getReturnType(descriptor).getDescriptor();
    if (name.equals("keySet") && receiver != null && receiver.startsWith("Ljava/util/")) {
      String key = Signatures.firstArgument(receiver);
      stack.push(key == null ? returned : "Ljava/util/Set<" + key + ">;");
      return;
    }
    List<String> generic = Signatures.ofMethod(outline.signatureOf(owner, name, descriptor));
    push(generic.get(generic.size() - 1), Type.getReturnType(descriptor).getSize());
  }

  private static RemoveCall call(String receiver, List<@Nullable String> arguments) {
    List<@Nullable String> types = Signatures.arguments(receiver);
    return new RemoveCall(
        receiver,
        types.isEmpty() ? null : types.get(0),
        types.size() < 2 ? null : types.get(1),
        arguments);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    stack.pop(Type.getArgumentsAndReturnSizes(descriptor) / 4 - 1);
    Type returned = Type.getReturnType(descriptor);
    push(returned.getDescriptor(), returned.getSize());
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    boolean two = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
    stack.pop(two ? 2 : opcode == Opcodes.GOTO ? 0 : 1);
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof Long || value instanceof Double) {
      stack.pushUnknown(2);
    } else if (value instanceof String) {
      stack.push("Ljava/lang/String;");
    } else {
      stack.push(value instanceof Type ? "Ljava/lang/Class;" : null);
    }
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label byDefault, Label... labels) {
    stack.pop(1);
  }

  @Override
  public void visitLookupSwitchInsn(Label byDefault, int[] keys, Label[] labels) {
    stack.pop(1);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    stack.pop(dimensions);
    stack.push(descriptor);
  }

  private void push(String signature, int size) {
    boolean reference = "L[".indexOf(signature.charAt(0)) >= 0;
    if (reference) {
      stack.push(signature);
    } else {
      stack.pushUnknown(size);
    }
  }

  private static String arrayOf(int code) {
    return switch (code) {
      case Opcodes.T_BOOLEAN -> "[Z";
      case Opcodes.T_CHAR -> "[C";
      case Opcodes.T_FLOAT -> "[F";
      case Opcodes.T_DOUBLE -> "[D";
      case Opcodes.T_BYTE -> "[B";
      case Opcodes.T_SHORT -> "[S";
      case Opcodes.T_INT -> "[I";
      default -> "[J";
    };
  }
}
