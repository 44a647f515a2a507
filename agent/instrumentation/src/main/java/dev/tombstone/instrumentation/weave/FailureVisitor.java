package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Where a loop fails because its map was changed: {@code throw new
 * ConcurrentModificationException()} becomes
 *
 * <pre>{@code
 * IterationHook.failed(map, expectedModCount);
 * throw new ConcurrentModificationException();
 * }</pre>
 *
 * The expected count is what the latest comparison before it compared {@code modCount} with: a
 * field of that name, or a local.
 */
final class FailureVisitor extends PointVisitor {
  private static final String EXCEPTION = "java/util/ConcurrentModificationException";
  private static final String EXPECTED = "expectedModCount";
  private static final int NOTHING = -2;
  private static final int FIELD = -1;

  private boolean modCount;

  /** {@link #FIELD}, a local, or {@link #NOTHING}. */
  private int candidate = NOTHING;

  private int expected = NOTHING;

  FailureVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    if (opcode == Opcodes.GETFIELD && name.equals("modCount")) {
      modCount = true;
    } else if (opcode == Opcodes.GETFIELD && name.equals(EXPECTED)) {
      candidate = FIELD;
    }
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.ILOAD) {
      candidate = variable;
    } else if (opcode != Opcodes.ALOAD) {
      forget();
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    boolean compares = opcode == Opcodes.IF_ICMPEQ || opcode == Opcodes.IF_ICMPNE;
    if (compares && modCount && candidate != NOTHING) {
      expected = candidate;
    }
    forget();
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitInsn(int opcode) {
    forget();
    super.visitInsn(opcode);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    forget();
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW && type.equals(EXCEPTION) && expected != NOTHING) {
      markFound();
      loadMap();
      if (expected == FIELD) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitFieldInsn(Opcodes.GETFIELD, point.type(), EXPECTED, "I");
      } else {
        super.visitVarInsn(Opcodes.ILOAD, expected);
      }
      callHook(Hook.ITERATIONS, "failed", Hook.FAILED);
    }
    super.visitTypeInsn(opcode, type);
  }

  private void forget() {
    modCount = false;
    candidate = NOTHING;
  }
}
