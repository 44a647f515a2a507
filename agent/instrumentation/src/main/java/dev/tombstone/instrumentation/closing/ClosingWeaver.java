package dev.tombstone.instrumentation.closing;

import dev.tombstone.instrumentation.weave.ClassWeaver;
import dev.tombstone.instrumentation.weave.HookBridge;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one class. A method that closes becomes
 *
 * <pre>{@code
 * CloseHook.closing(this);
 * …
 * }</pre>
 *
 * and a constructor that calls one of the superclass
 *
 * <pre>{@code
 * super(…);
 * CloseHook.made(this);
 * …
 * }</pre>
 *
 * The hook is told at entry, with the object itself: until then the call keeps it reachable, and
 * from then on it is known to be closed, whatever becomes of it while the method runs on. No local,
 * branch or handler is added.
 */
final class ClosingWeaver extends ClassVisitor {
  private static final String HOOK = HookBridge.typeFor(ClosingTransform.HOOK);

  private final Set<String> methods;
  private final boolean constructors;
  private String type = "";
  private String superType = "";
  private int woven;

  private ClosingWeaver(ClassVisitor next, Set<String> methods, boolean constructors) {
    super(Opcodes.ASM9, next);
    this.methods = methods;
    this.constructors = constructors;
  }

  /**
   * The woven class; null if there is nothing to weave.
   *
   * @param methods names and descriptors of those that close
   * @param constructors whether its constructors tell, too
   */
  static byte @Nullable [] weave(byte[] original, Set<String> methods, boolean constructors) {
    ClassReader reader = ClassWeaver.readerOf(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    ClosingWeaver visitor = new ClosingWeaver(writer, methods, constructors);
    reader.accept(visitor, 0);
    return visitor.woven == 0 ? null : ClassWeaver.bytesOf(writer, original);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    type = name;
    superType = superName == null ? "" : superName;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (constructors && name.equals("<init>")) {
      woven++;
      return new Constructor(next);
    }
    int bodiless = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC;
    if ((access & bodiless) == 0 && methods.contains(name + descriptor)) {
      woven++;
      return new Closing(next);
    }
    return next;
  }

  private static class Told extends MethodVisitor {
    Told(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    final void tell(String method) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, method, "(Ljava/lang/Object;)V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
    }
  }

  private static final class Closing extends Told {
    Closing(MethodVisitor next) {
      super(next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      tell("closing");
    }
  }

  /** Objects of its own or the superclass may be made before the constructor of that is called. */
  private final class Constructor extends Told {
    private int made;

    Constructor(MethodVisitor next) {
      super(next);
    }

    @Override
    public void visitTypeInsn(int opcode, String name) {
      if (opcode == Opcodes.NEW && (name.equals(type) || name.equals(superType))) {
        made++;
      }
      super.visitTypeInsn(opcode, name);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (!name.equals("<init>") || !(owner.equals(type) || owner.equals(superType))) {
        return;
      }
      if (made > 0) {
        made--;
      } else if (owner.equals(superType)) {
        tell("made");
      }
    }
  }
}
