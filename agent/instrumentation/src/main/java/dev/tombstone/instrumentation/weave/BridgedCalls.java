package dev.tombstone.instrumentation.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Turns woven calls of the hook into calls of the {@link HookBridge}, and its type into Object. */
final class BridgedCalls extends ClassVisitor {
  BridgedCalls(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  private static final class Calls extends MethodVisitor {
    Calls(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.startsWith(Hook.PACKAGE)) {
        super.visitMethodInsn(
            opcode, HookBridge.typeFor(owner), name, HookBridge.bridged(descriptor), false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (owner.equals(Hook.SCOPE_STACK)) {
        String accessor =
            opcode == Opcodes.GETFIELD
                ? "(Ljava/lang/Object;)" + descriptor
                : "(Ljava/lang/Object;" + descriptor + ")V";
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, HookBridge.typeFor(owner), name, accessor, false);
      } else {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      }
    }

    @Override
    public void visitFrame(
        int type,
        int localCount,
        Object @Nullable [] local,
        int stackCount,
        Object @Nullable [] stack) {
      super.visitFrame(type, localCount, bridged(local), stackCount, bridged(stack));
    }

    private static Object @Nullable [] bridged(Object @Nullable [] types) {
      if (types == null) {
        return null;
      }
      Object[] all = types.clone();
      for (int i = 0; i < all.length; i++) {
        if (Hook.SCOPE_STACK.equals(all[i])) {
          all[i] = "java/lang/Object";
        }
      }
      return all;
    }
  }
}
