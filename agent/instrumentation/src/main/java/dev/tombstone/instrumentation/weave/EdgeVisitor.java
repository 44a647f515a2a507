package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Points that add one call and keep nothing: at entry ({@code NullValue}, {@code ViewTaken}, {@code
 * WeakInsert}), after a check ({@code Guard}, {@code ViewGuard}), before a return ({@code
 * DefaultRemove}, {@code ViewRemove}), where an exception is thrown ({@code Fails}, and by the
 * check of a {@code Guard}):
 *
 * <pre>{@code
 * try {
 *   …
 * } catch (Throwable t) {
 *   FailedRemoval.failedBehind(this, parameter, OPERATION);
 *   throw t;
 * }
 * }</pre>
 */
final class EdgeVisitor extends PointVisitor {
  EdgeVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (point.marker() instanceof Marker.NullValue) {
      markFound();
      super.visitVarInsn(Opcodes.ALOAD, 2);
      loadMap();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      loadInt(operation());
      callHook(Hook.REMOVALS, "nullValue", Hook.NULL_VALUE);
    } else if (point.marker() instanceof Marker.ViewTaken) {
      markFound();
      loadMap();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      callHook(Hook.PROPERTIES, "viewTaken", Hook.VIEW_TAKEN);
    } else if (point.marker() instanceof Marker.WeakInsert) {
      markFound();
      loadMap();
      callHook(Hook.WEAK_MAPS, "inserting", Hook.INSERTING);
    } else if (point.marker() instanceof Marker.Fails) {
      markFound();
      watch();
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    boolean guarded = point.marker() instanceof Marker.Guard && found() > 0;
    if (guarded || point.marker() instanceof Marker.Fails) {
      handle();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      loadFirstParameter();
      loadInt(operation());
      callHook(Hook.FAILURES, "failedBehind", Hook.FAILED_BEHIND);
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean apart = isApart(owner, name);
    if (apart && point.marker() instanceof Marker.Fails) {
      unwatch();
    } else if (apart) {
      watch();
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (apart && point.marker() instanceof Marker.Fails) {
      watch();
    } else if (apart) {
      unwatch();
      markFound();
      super.visitInsn(Opcodes.DUP);
      loadMap();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      loadInt(operation());
      callHook(Hook.REMOVALS, "guarded", Hook.GUARDED);
    } else if (point.marker() instanceof Marker.ViewGuard guard
        && MethodShape.isCallOf(guard.method(), owner, name)) {
      markFound();
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ALOAD, 1);
      callHook(Hook.REMOVALS, "viewGuarded", Hook.VIEW_GUARDED);
    }
  }

  /** Whether this call is the check of a guard, or what is not watched in the rest. */
  private boolean isApart(String owner, String name) {
    String call = "";
    if (point.marker() instanceof Marker.Guard guard) {
      call = guard.method();
    } else if (point.marker() instanceof Marker.Fails fails) {
      call = fails.except();
    }
    return !call.isEmpty() && MethodShape.isCallOf(call, owner, name);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.IRETURN && point.marker() instanceof Marker.DefaultRemove) {
      markFound();
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitVarInsn(Opcodes.ALOAD, 2);
      callHook(Hook.REMOVALS, "defaultRemoveReturning", Hook.DEFAULT_REMOVE);
    } else if (opcode == Opcodes.IRETURN && point.marker() instanceof Marker.ViewRemove) {
      markFound();
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ALOAD, 1);
      callHook(Hook.REMOVALS, "viewRemoveReturning", Hook.VIEW_REMOVE);
    }
    super.visitInsn(opcode);
  }
}
