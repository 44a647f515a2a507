package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Around a whole mutating operation, which becomes
 *
 * <pre>{@code
 * long token = MutationHook.enter(map, key, value, MUTATION);
 * try {
 *   …
 * } finally {
 *   MutationHook.exit(token);
 * }
 * }</pre>
 *
 * {@code key} and {@code value} are the parameters that the marker names, or null. The handler
 * comes last in the method's table of exceptions, so that the method's own come first. It adds 25
 * bytes. {@code HashMap.putVal} has 300 of the 325 that HotSpot inlines, and as machine code 36
 * less than it inlines, so it is its callers that are woven.
 */
final class WholeVisitor extends PointVisitor {
  private final int mutation;
  private final Whole marker;
  private final Label start = new Label();
  private final Label end = new Label();
  private int token;

  WholeVisitor(MethodVisitor next, WeavePoint point, Whole marker, MethodShape shape) {
    super(next, point, shape);
    this.marker = marker;
    mutation = marker.mutation().ordinal();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    markFound();
    token = liveLocal(Type.LONG_TYPE);
    loadMap();
    loadParameter(marker.key());
    loadParameter(marker.value());
    loadInt(mutation);
    callHook(Hook.MUTATIONS, "enter", Hook.MUTATION_ENTER);
    super.visitVarInsn(Opcodes.LSTORE, token);
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      exit();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitLabel(end);
    super.visitTryCatchBlock(start, end, end, null);
    visitHandlerFrame();
    exit();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void loadParameter(int index) {
    if (index == Whole.NONE) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, shape.localOf(index));
    }
  }

  private void exit() {
    super.visitVarInsn(Opcodes.LLOAD, token);
    callHook(Hook.MUTATIONS, "exit", Hook.MUTATION_EXIT);
  }
}
