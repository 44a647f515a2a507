package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A body that removes, and raises {@code modCount} once, in the middle of its changes. It becomes
 *
 * <pre>{@code
 * int count = 0;
 * …
 * modCount++;
 * count = modCount;
 * …
 * IterationHook.removed(map, count);  // before each return
 * }</pre>
 */
final class ChangeVisitor extends ExitVisitor {
  private static final String MOD_COUNT = "modCount";

  private int count;

  ChangeVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  void begin() {
    count = zeroed();
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    if (opcode == Opcodes.PUTFIELD && name.equals(MOD_COUNT)) {
      markFound();
      loadMap();
      super.visitFieldInsn(Opcodes.GETFIELD, mapType(), MOD_COUNT, "I");
      super.visitVarInsn(Opcodes.ISTORE, count);
    }
  }

  @Override
  void returning(int opcode) {
    tell();
    zero(count);
  }

  @Override
  void failing() {
    tell();
  }

  private void tell() {
    loadMap();
    super.visitVarInsn(Opcodes.ILOAD, count);
    callHook(Hook.ITERATIONS, "removed", Hook.CHANGED);
  }
}
