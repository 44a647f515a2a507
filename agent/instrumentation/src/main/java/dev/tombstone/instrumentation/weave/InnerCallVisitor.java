package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Around an inner call that deletes. The call {@code it.remove()} becomes
 *
 * <pre>{@code
 * scopes = OperationScope.pushIterator(scopes, it, this, REMOVE_IF);  // null at first
 * level = scopes.level;
 * try {
 *   it.remove();
 *   OperationScope.pop(scopes, level);
 * } catch (Throwable error) {
 *   scopes.abandoned = level;
 *   OperationScope.pop(scopes, level);
 *   throw error;
 * }
 * }</pre>
 *
 * so that no other code of the method runs inside the scope, and that it does not stay open where
 * the thread has no stack left to call {@code pop}. The handlers of all calls share one body at the
 * end of the method, where only {@code this}, the parameters and the two locals are known.
 */
final class InnerCallVisitor extends PointVisitor {
  private static final String ITERATOR_REMOVE = "java/util/Iterator.remove";

  private static final String ONE_OBJECT = "(Ljava/lang/Object;)";

  private final String target;
  private final Label[] starts;
  private final Label[] ends;
  private final Label handler = new Label();
  private final boolean byIterator;
  private int scopes;
  private int level;

  InnerCallVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
    target = targetOf(point);
    byIterator = target.equals(ITERATOR_REMOVE);
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
    if (point.marker() instanceof Marker.Wrapped) {
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
    scopes = liveLocal(Type.getObjectType(Hook.SCOPE_STACK));
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitVarInsn(Opcodes.ASTORE, scopes);
    level = liveLocal(Type.INT_TYPE);
    super.visitInsn(Opcodes.ICONST_0);
    super.visitVarInsn(Opcodes.ISTORE, level);
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
    open(descriptor);
    super.visitLabel(starts[index]);
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    close();
    super.visitLabel(ends[index]);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (starts.length > 0) {
      super.visitLabel(handler);
      visitHandlerFrame();
      loadScope();
      super.visitFieldInsn(Opcodes.PUTFIELD, Hook.SCOPE_STACK, "abandoned", "I");
      close();
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void open(String calledDescriptor) {
    if (point.marker() instanceof Marker.Inner) {
      if (byIterator) {
        super.visitInsn(Opcodes.DUP);
      } else {
        loadRemovedKey(calledDescriptor);
      }
      super.visitVarInsn(Opcodes.ALOAD, scopes);
      super.visitInsn(Opcodes.SWAP);
      loadMap();
      loadInt(operation());
      if (byIterator) {
        callHook(Hook.SCOPES, "pushIterator", Hook.PUSH_ITERATOR);
      } else {
        callHook(Hook.SCOPES, "pushRemoval", Hook.PUSH_REMOVAL);
      }
    } else if (point.marker() instanceof Marker.Wrapped) {
      loadMap();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      callHook(Hook.SCOPES, "pushWrapper", Hook.PUSH_WRAPPER);
    } else {
      loadMap();
      callHook(Hook.SCOPES, "pushView", Hook.PUSH_VIEW);
    }
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ASTORE, scopes);
    super.visitFieldInsn(Opcodes.GETFIELD, Hook.SCOPE_STACK, "level", "I");
    super.visitVarInsn(Opcodes.ISTORE, level);
  }

  /** The call's one argument, which is on top of the stack, or else the method's first. */
  private void loadRemovedKey(String calledDescriptor) {
    if (calledDescriptor.startsWith(ONE_OBJECT)) {
      super.visitInsn(Opcodes.DUP);
    } else if (shape.startsWithAnObject()) {
      super.visitVarInsn(Opcodes.ALOAD, 1);
    } else {
      super.visitInsn(Opcodes.ACONST_NULL);
    }
  }

  private void close() {
    loadScope();
    callHook(Hook.SCOPES, "pop", Hook.POP);
  }

  private void loadScope() {
    super.visitVarInsn(Opcodes.ALOAD, scopes);
    super.visitVarInsn(Opcodes.ILOAD, level);
  }
}
