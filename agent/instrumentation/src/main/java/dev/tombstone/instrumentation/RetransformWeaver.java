package dev.tombstone.instrumentation;

import dev.tombstone.instrumentation.weave.ClassWeaver;
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
 * Weaves the methods by which agents, and the JDK's flight recorder, retransform and redefine
 * classes. Each becomes
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
  /** Internal name of the class by which Java agents do it. */
  public static final String AGENTS = "sun/instrument/InstrumentationImpl";

  /**
   * Internal name of the class by which the flight recorder's method tracing does, since JDK 25.
   */
  public static final String RECORDER = "jdk/jfr/internal/tracing/PlatformTracer";

  /** Internal name of the class that is called. */
  public static final String HOOK = "dev/tombstone/hook/watch/RetransformHook";

  private static final Set<String> AGENTS_METHODS = Set.of("retransformClasses", "redefineClasses");
  private static final Set<String> RECORDER_METHODS = Set.of("setFilters");

  private RetransformWeaver() {}

  /** Whether the class is one of them. */
  public static boolean weaves(String type) {
    return type.equals(AGENTS) || type.equals(RECORDER);
  }

  /** The woven class, or null if this JDK's has other methods. */
  public static byte @Nullable [] weave(String type, byte[] original) {
    Set<String> methods = type.equals(AGENTS) ? AGENTS_METHODS : RECORDER_METHODS;
    ClassReader reader = ClassWeaver.readerOf(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    Visitor visitor = new Visitor(writer, type, methods);
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    return visitor.woven == methods.size() ? ClassWeaver.bytesOf(writer, original) : null;
  }

  private static final class Visitor extends ClassVisitor {
    private final String type;
    private final Set<String> methods;
    private int woven;

    Visitor(ClassVisitor next, String type, Set<String> methods) {
      super(Opcodes.ASM9, next);
      this.type = type;
      this.methods = methods;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      boolean bodiless = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
      if (bodiless || !methods.contains(name) || !descriptor.endsWith(")V")) {
        return next;
      }
      woven++;
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      return new Around(next, isStatic ? new Object[0] : new Object[] {type});
    }
  }

  /** The handler comes last in the method's table of exceptions. */
  private static final class Around extends MethodVisitor {
    private final Label start = new Label();
    private final Label end = new Label();

    /** What the handler finds in the locals. */
    private final Object[] locals;

    Around(MethodVisitor next, Object[] locals) {
      super(Opcodes.ASM9, next);
      this.locals = locals;
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
          locals.length,
          locals,
          1,
          new Object[] {Type.getInternalName(Throwable.class)});
      call("end");
      super.visitInsn(Opcodes.ATHROW);
      super.visitMaxs(Math.max(maxStack, 1), maxLocals);
    }

    private void call(String method) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, method, "()V", false);
    }
  }
}
