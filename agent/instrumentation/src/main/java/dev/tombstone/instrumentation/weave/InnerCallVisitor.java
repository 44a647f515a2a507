package dev.tombstone.instrumentation.weave;

import dev.tombstone.core.family.Marker;
import dev.tombstone.core.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Around an inner call that deletes. The call {@code it.remove()} becomes
 *
 * <pre>{@code
 * int scope = OperationScope.push(this, REMOVE_IF);
 * try {
 *   it.remove();
 * } finally {
 *   OperationScope.pop(scope);
 * }
 * }</pre>
 *
 * so that no other code of the method runs inside the scope. The handlers of all calls share one
 * body at the end of the method, where only {@code this}, the parameters and {@code scope} are
 * known.
 */
final class InnerCallVisitor extends PointVisitor {
  private final String target;
  private final Label[] starts;
  private final Label[] ends;
  private final Label handler = new Label();
  private int scope;

  InnerCallVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
    target = targetOf(point);
    int calls = shape.callsOf(target);
    starts = new Label[calls];
    ends = new Label[calls];
    for (int i = 0; i < calls; i++) {
      starts[i] = new Label();
      ends[i] = new Label();
    }
  }

  /** The name or {@code owner.name} of the inner call the point means. */
  private static String targetOf(WeavePoint point) {
    if (point.marker() instanceof Marker.Inner inner) {
      return inner.method();
    }
    if (point.marker() instanceof Marker.ViewCall view) {
      return view.method();
    }
    if (point.marker() instanceof Marker.Relabel) {
      return "java/util/concurrent/ConcurrentHashMap." + point.method();
    }
    throw new IllegalArgumentException("not an inner call: " + point);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (int i = 0; i < starts.length; i++) {
      super.visitTryCatchBlock(starts[i], ends[i], handler, null);
    }
    scope = liveLocal(Type.INT_TYPE);
    super.visitInsn(Opcodes.ICONST_M1);
    super.visitVarInsn(Opcodes.ISTORE, scope);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (!MethodShape.isCallOf(target, owner, name)) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    int index = found();
    markFound();
    open();
    super.visitLabel(starts[index]);
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    super.visitLabel(ends[index]);
    close();
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (starts.length > 0) {
      Object[] locals = shape.entryFrame();
      super.visitLabel(handler);
      visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
      close();
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void open() {
    loadMap();
    if (point.marker() instanceof Marker.Inner) {
      loadInt(operation());
      callHook(Hook.SCOPES, "push", Hook.PUSH);
    } else if (point.marker() instanceof Marker.Relabel) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      callHook(Hook.SCOPES, "relabel", Hook.RELABEL);
    } else {
      callHook(Hook.SCOPES, "pushView", Hook.PUSH_VIEW);
    }
    super.visitVarInsn(Opcodes.ISTORE, scope);
  }

  private void close() {
    super.visitVarInsn(Opcodes.ILOAD, scope);
    callHook(Hook.SCOPES, "pop", Hook.POP);
  }
}
