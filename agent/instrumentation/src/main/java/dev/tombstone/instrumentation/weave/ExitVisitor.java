package dev.tombstone.instrumentation.weave;

import dev.tombstone.core.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A body in which something is noted in locals, and the hook is called on the way out only: where
 * the call finds no stack, the map has been changed as a whole. The body becomes
 *
 * <pre>{@code
 * int noted = 0;
 * try {
 *   …            // notes
 *   hook(noted); // before each return
 *   noted = 0;
 *   return;
 * } catch (Throwable t) {
 *   failed(noted);
 *   throw t;
 * }
 * }</pre>
 */
abstract class ExitVisitor extends PointVisitor {
  private final Label start = new Label();
  private final Label end = new Label();

  ExitVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  /** Declares the locals and sets them, at entry. */
  abstract void begin();

  /** Calls the hook, before a return, and forgets what was noted. */
  abstract void returning(int opcode);

  /** Calls the hook, before an exception leaves the body. */
  abstract void failing();

  @Override
  public final void visitCode() {
    super.visitCode();
    begin();
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      returning(opcode);
    }
    super.visitInsn(opcode);
  }

  @Override
  public final void visitMaxs(int maxStack, int maxLocals) {
    super.visitLabel(end);
    super.visitTryCatchBlock(start, end, end, null);
    visitFrame(
        Opcodes.F_NEW,
        1,
        new Object[] {shape.owner()},
        1,
        new Object[] {Type.getInternalName(Throwable.class)});
    failing();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }

  /** Sets an int local to 0. */
  final void zero(int local) {
    super.visitInsn(Opcodes.ICONST_0);
    super.visitVarInsn(Opcodes.ISTORE, local);
  }

  /** An int local that is 0 at entry. */
  final int zeroed() {
    int local = liveLocal(Type.INT_TYPE);
    zero(local);
    return local;
  }
}
