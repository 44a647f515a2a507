package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The whole of {@code clear}, which becomes
 *
 * <pre>{@code
 * int before = size;
 * long[] row = RemovalHook.enterDropping(before, this, FLAGS);
 * …
 * RemovalHook.record(row, null, before, this, null, null, 0, FLAGS);  // before each return
 * }</pre>
 *
 * Where it fails on its way, as many entries are counted as the size says that it has dropped.
 */
final class DropVisitor extends ExitVisitor {
  private final String sizeField;
  private int row;
  private int before;

  DropVisitor(MethodVisitor next, WeavePoint point, Drop marker, MethodShape shape) {
    super(next, point, shape);
    sizeField = marker.field();
  }

  @Override
  void begin() {
    markFound();
    before = liveLocal(Type.INT_TYPE);
    loadSize();
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ISTORE, before);
    row = liveRow();
    loadMap();
    loadInt(flags());
    callHook(Hook.REMOVALS, "enterDropping", Hook.ENTER_DROPPING);
    super.visitVarInsn(Opcodes.ASTORE, row);
  }

  @Override
  void returning(int opcode) {
    super.visitVarInsn(Opcodes.ALOAD, row);
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitVarInsn(Opcodes.ILOAD, before);
    super.visitInsn(Opcodes.I2L);
    loadMap();
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitInsn(Opcodes.ACONST_NULL);
    record(NONE, flags());
    zero(before);
  }

  @Override
  void failing() {
    super.visitVarInsn(Opcodes.ALOAD, row);
    super.visitVarInsn(Opcodes.ILOAD, before);
    loadSize();
    super.visitInsn(Opcodes.ISUB);
    super.visitInsn(Opcodes.I2L);
    putDown(operation());
  }

  private int flags() {
    return operationFlags() | DeletionFlags.KEYLESS;
  }

  private void loadSize() {
    loadMap();
    super.visitFieldInsn(Opcodes.GETFIELD, point.type(), sizeField, "I");
  }
}
