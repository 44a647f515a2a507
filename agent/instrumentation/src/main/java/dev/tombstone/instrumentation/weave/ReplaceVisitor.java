package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.model.family.WeavePoint;
import dev.tombstone.model.operation.Operation;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * {@code ConcurrentHashMap.replaceNode(key, value, cv)}, where {@code return r} becomes
 *
 * <pre>{@code
 * if (value == null) {
 *   RemovalHook.record(r, BY_RESULT, this, key, cv, hash, FLAGS, ticket);
 * }
 * return r;
 * }</pre>
 *
 * With a new value it replaces, and removes nothing. {@code addCount} is called once an entry is
 * gone: where that fails, it is counted all the same.
 */
final class ReplaceVisitor extends ExitVisitor {
  private static final int KEY = 1;
  private static final int NEW_VALUE = 2;
  private static final int EXPECTED = 3;
  private static final int FLAGS =
      Operation.REMOVE.ordinal() | DeletionFlags.BY_VALUE | DeletionFlags.HASHED;

  private int ticket;
  private int hash;
  private int gone;

  ReplaceVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  void begin() {
    ticket = liveLocal(Type.LONG_TYPE);
    enter(ticket);
    hash = zeroed();
    gone = zeroed();
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (MethodShape.isCallOf("addCount", owner, name)) {
      markFound();
      super.visitIincInsn(gone, 1);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (name.equals("hashCode") && descriptor.endsWith(")I")) {
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ISTORE, hash);
    }
  }

  @Override
  void returning(int opcode) {
    if (opcode != Opcodes.ARETURN) {
      return;
    }
    Label replaces = new Label();
    super.visitVarInsn(Opcodes.ALOAD, NEW_VALUE);
    super.visitJumpInsn(Opcodes.IFNONNULL, replaces);
    super.visitInsn(Opcodes.DUP);
    super.visitLdcInsn(RemovalHook.BY_RESULT);
    loadMap();
    super.visitVarInsn(Opcodes.ALOAD, KEY);
    super.visitVarInsn(Opcodes.ALOAD, EXPECTED);
    record(hash, FLAGS, ticket);
    zero(gone);
    super.visitLabel(replaces);
    Object[] locals = shape.entryFrame();
    visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Object"});
  }

  @Override
  void failing() {
    super.visitVarInsn(Opcodes.ILOAD, gone);
    super.visitInsn(Opcodes.I2L);
    putDown(Operation.REMOVE.ordinal());
  }
}
