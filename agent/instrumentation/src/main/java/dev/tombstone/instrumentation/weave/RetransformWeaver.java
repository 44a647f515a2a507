package dev.tombstone.instrumentation.weave;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the methods by which agents retransform and redefine classes. Each becomes
 *
 * <pre>{@code
 * RetransformHook.begin();
 * try {
 *   …
 * } finally {
 *   RetransformHook.end();
 * }
 * }</pre>
 */
public final class RetransformWeaver {
  /** Internal name of the class that has them. */
  public static final String TYPE = "sun/instrument/InstrumentationImpl";

  private static final Set<String> METHODS = Set.of("retransformClasses", "redefineClasses");

  private RetransformWeaver() {}

  /** The woven class, or null if this JDK's has other methods. */
  public static byte @Nullable [] weave(byte[] original) {
    ClassReader reader = ClassWeaver.readerOf(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    Visitor visitor = new Visitor(writer);
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    return visitor.woven == METHODS.size() ? ClassWeaver.bytesOf(writer, original) : null;
  }

  private static final class Visitor extends ClassVisitor {
    private int woven;

    Visitor(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      boolean other = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE)) != 0;
      if (other || !METHODS.contains(name) || !descriptor.endsWith(")V")) {
        return next;
      }
      woven++;
      return new Around(next);
    }
  }

  /** The handler comes last in the method's table of exceptions. */
  private static final class Around extends MethodVisitor {
    private final Label start = new Label();
    private final Label end = new Label();

    Around(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      call("begin");
      super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        call("end");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitLabel(end);
      super.visitTryCatchBlock(start, end, end, null);
      super.visitFrame(
          Opcodes.F_NEW,
          1,
          new Object[] {TYPE},
          1,
          new Object[] {Type.getInternalName(Throwable.class)});
      call("end");
      super.visitInsn(Opcodes.ATHROW);
      super.visitMaxs(Math.max(maxStack, 1), maxLocals);
    }

    private void call(String method) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, Hook.RETRANSFORMS, method, "()V", false);
    }
  }
}
