package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.WeavePoint;
import java.util.ArrayList;
import java.util.List;
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
 * } catch (Throwable t) { // within the call of the hook StackOverflowError only
 *   failed(noted); // with nothing noted it is a failed removal
 *   throw t;
 * }
 * }</pre>
 *
 * What else the hook's call ends in comes after the count.
 */
abstract class ExitVisitor extends PointVisitor {
  private static final String OVERFLOW = "java/lang/StackOverflowError";

  /** Where the body's own code begins, again after each call of the hook. */
  private final List<Label> starts = new ArrayList<>();

  /** Where the hook is called. */
  private final List<Label> calls = new ArrayList<>();

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
    mark(starts);
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      mark(calls);
      returning(opcode);
      mark(starts);
    }
    super.visitInsn(opcode);
  }

  @Override
  public final void visitMaxs(int maxStack, int maxLocals) {
    Label handler = new Label();
    super.visitLabel(handler);
    for (int i = 0; i < calls.size(); i++) {
      super.visitTryCatchBlock(starts.get(i), calls.get(i), handler, null);
      super.visitTryCatchBlock(calls.get(i), starts.get(i + 1), handler, OVERFLOW);
    }
    super.visitTryCatchBlock(starts.get(calls.size()), handler, handler, null);
    visitHandlerFrame();
    failing();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void mark(List<Label> labels) {
    Label here = new Label();
    labels.add(here);
    super.visitLabel(here);
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
