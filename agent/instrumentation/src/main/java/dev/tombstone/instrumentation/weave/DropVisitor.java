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
 * long ticket = RemovalHook.enter();
 * int before = size;
 * …
 * RemovalHook.record(null, before, this, null, null, 0, FLAGS, ticket);  // before each return
 * }</pre>
 *
 * Where it fails on its way, as many entries are counted as the size says that it has dropped.
 */
final class DropVisitor extends ExitVisitor {
  private final String sizeField;
  private int ticket;
  private int before;

  DropVisitor(MethodVisitor next, WeavePoint point, Drop marker, MethodShape shape) {
    super(next, point, shape);
    sizeField = marker.field();
  }

  @Override
  void begin() {
    ticket = liveLocal(Type.LONG_TYPE);
    enter(ticket);
    markFound();
    before = liveLocal(Type.INT_TYPE);
    loadSize();
    super.visitVarInsn(Opcodes.ISTORE, before);
  }

  @Override
  void returning(int opcode) {
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitVarInsn(Opcodes.ILOAD, before);
    super.visitInsn(Opcodes.I2L);
    loadMap();
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitInsn(Opcodes.ACONST_NULL);
    record(NONE, operationFlags() | DeletionFlags.KEYLESS, ticket);
    zero(before);
  }

  @Override
  void failing() {
    super.visitVarInsn(Opcodes.ILOAD, before);
    loadSize();
    super.visitInsn(Opcodes.ISUB);
    super.visitInsn(Opcodes.I2L);
    putDown(operation());
  }

  private void loadSize() {
    loadMap();
    super.visitFieldInsn(Opcodes.GETFIELD, point.type(), sizeField, "I");
  }
}
