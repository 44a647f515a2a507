package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A body in which the hook is called not where the marker is met, but before the return that
 * follows it. Nothing branches in between: a frame met there is an error of the description.
 */
abstract class LateVisitor extends PointVisitor {
  /** Whether the hook is yet to be called; from then on the body is a straight line. */
  private boolean due;

  LateVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  /** Calls the hook. */
  abstract void tell();

  /** Has the hook called before the next return. */
  final void tellBeforeReturn() {
    due = true;
  }

  @Override
  public void visitInsn(int opcode) {
    if (due && isReturn(opcode)) {
      due = false;
      tell();
    }
    super.visitInsn(opcode);
  }

  @Override
  public final void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] local,
      int stackCount,
      Object @Nullable [] stack) {
    if (due) {
      throw new IllegalStateException("branches after the marker: " + point);
    }
    super.visitFrame(type, localCount, local, stackCount, stack);
  }
}
