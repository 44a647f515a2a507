package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.model.family.Marker.FunnelCall;
import dev.tombstone.model.family.WeavePoint;
import dev.tombstone.model.operation.Operation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Around a call of the funnel. The call {@code r = map.removeNode(hash, key, …)} becomes
 *
 * <pre>{@code
 * long[] row = null; // at entry
 * try {
 *   …
 *   row = RemovalHook.enter(map, key, FLAGS);
 *   r = map.removeNode(hash, key, …);
 *   RemovalHook.record(row, r, BY_RESULT, map, key, null, hash, FLAGS);
 *   …
 * } catch (Throwable t) { // not of record
 *   FailedRemoval.failedAround(row, this, parameter, OPERATION);
 *   throw t;
 * }
 * }</pre>
 *
 * with receiver and arguments kept in locals meanwhile. A funnel that asks for a value has it
 * passed on after the key. A void funnel always removes one entry. Where the argument is an entry
 * its key is read before the call, which may move another key into the entry.
 *
 * <p>An iterator has to take note of its removal before anything else can fail: there the hook is
 * called last, before the return. Of an eviction and a poll that asks first only the call is
 * watched: {@code removeEldestEntry} is the application's, and that there is nothing to poll no
 * failure.
 */
final class FunnelCallVisitor extends LateVisitor {
  private final FunnelCall marker;

  private int map;
  private int key;
  private int value;
  private int hash;
  private int result;
  private int row;

  FunnelCallVisitor(MethodVisitor next, WeavePoint point, FunnelCall marker, MethodShape shape) {
    super(next, point, shape);
    this.marker = marker;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (isMet()) {
      row = liveRow();
      super.visitInsn(Opcodes.ACONST_NULL);
      super.visitVarInsn(Opcodes.ASTORE, row);
      if (!marker.only()) {
        watch();
      }
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (isMet()) {
      handle();
      super.visitVarInsn(Opcodes.ALOAD, row);
      super.visitVarInsn(Opcodes.ALOAD, 0);
      loadFirstParameter();
      loadInt(operation());
      callHook(Hook.FAILURES, "failedAround", Hook.FAILED_AROUND);
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (!MethodShape.isCallOf(marker.method(), owner, name)) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    markFound();
    Type[] types = Type.getArgumentTypes(descriptor);
    int[] arguments = new int[types.length];
    for (int i = types.length - 1; i >= 0; i--) {
      arguments[i] = shape.newLocal(types[i].getSize());
      super.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), arguments[i]);
    }
    map = shape.newLocal(1);
    super.visitVarInsn(Opcodes.ASTORE, map);
    key = marker.key() < 0 ? NONE : arguments[marker.key()];
    if (marker.entry() && key != NONE) {
      super.visitVarInsn(Opcodes.ALOAD, key);
      callHook(Hook.REMOVALS, "keyOf", Hook.KEY_OF);
      key = shape.newLocal(1);
      super.visitVarInsn(Opcodes.ASTORE, key);
    }
    super.visitVarInsn(Opcodes.ALOAD, map);
    loadReference(key);
    if (marker.only()) {
      watch();
    }
    enter(row, flags());
    super.visitVarInsn(Opcodes.ALOAD, map);
    for (int i = 0; i < types.length; i++) {
      super.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), arguments[i]);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    value = marker.value() < 0 ? NONE : arguments[marker.value()];
    hash = marker.hash() < 0 ? NONE : arguments[marker.hash()];
    result = NONE;
    if (Type.getReturnType(descriptor).getSort() != Type.VOID) {
      result = shape.newLocal(1);
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ASTORE, result);
    }
    if (point.operation() == Operation.ITERATOR) {
      tellBeforeReturn();
    } else {
      tell();
    }
  }

  @Override
  void tell() {
    unwatch();
    super.visitVarInsn(Opcodes.ALOAD, row);
    loadReference(result);
    if (result == NONE) {
      super.visitInsn(Opcodes.LCONST_1);
    } else {
      super.visitLdcInsn(RemovalHook.BY_RESULT);
    }
    super.visitVarInsn(Opcodes.ALOAD, map);
    loadReference(key);
    loadReference(value);
    record(hash, flags());
    if (!marker.only()) {
      watch();
    }
  }

  /** Of several overloads some may have no such call. */
  private boolean isMet() {
    return shape.callsOf(marker.method()) > 0;
  }

  private int flags() {
    int flags = operationFlags();
    if (marker.hash() >= 0) {
      flags |= DeletionFlags.HASHED | DeletionFlags.SPREAD;
    }
    if (marker.entry() && marker.key() < 0) {
      flags |= DeletionFlags.ENTRY;
    }
    return flags;
  }
}
