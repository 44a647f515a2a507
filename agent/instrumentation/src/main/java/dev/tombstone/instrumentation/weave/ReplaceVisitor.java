package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.model.family.WeavePoint;
import dev.tombstone.model.operation.Operation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code ConcurrentHashMap.replaceNode(key, value, cv)}, which becomes
 *
 * <pre>{@code
 * long[] row = RemovalHook.enterReplacing(this, key, value, cv, FLAGS);
 * …
 * RemovalHook.record(row, r, BY_RESULT, this, key, cv, hash, FLAGS);  // before each return
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

  private int row;
  private int hash;
  private int gone;

  ReplaceVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  void begin() {
    row = liveRow();
    loadMap();
    super.visitVarInsn(Opcodes.ALOAD, KEY);
    super.visitVarInsn(Opcodes.ALOAD, NEW_VALUE);
    super.visitVarInsn(Opcodes.ALOAD, EXPECTED);
    loadInt(FLAGS);
    callHook(Hook.REMOVALS, "enterReplacing", Hook.ENTER_REPLACING);
    super.visitVarInsn(Opcodes.ASTORE, row);
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
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ALOAD, row);
    super.visitInsn(Opcodes.SWAP);
    super.visitLdcInsn(RemovalHook.BY_RESULT);
    loadMap();
    super.visitVarInsn(Opcodes.ALOAD, KEY);
    super.visitVarInsn(Opcodes.ALOAD, EXPECTED);
    record(hash, FLAGS);
    zero(gone);
  }

  @Override
  void failing() {
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ALOAD, row);
    super.visitVarInsn(Opcodes.ILOAD, gone);
    super.visitInsn(Opcodes.I2L);
    loadMap();
    super.visitVarInsn(Opcodes.ALOAD, EXPECTED);
    loadHash(hash);
    callHook(Hook.FAILURES, "failedReplacing", Hook.FAILED_REPLACING);
  }
}
