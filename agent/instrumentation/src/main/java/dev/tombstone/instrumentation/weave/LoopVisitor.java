package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What else a detector of changes inside loops must see. {@code return r} of a {@code hasNext}
 * ({@code End}) becomes
 *
 * <pre>{@code
 * if (!r) {
 *   IterationHook.ended(map, map.modCount, expectedModCount);
 * }
 * return r;
 * }</pre>
 *
 * A constructor of an iterator ({@code Begin}) ends with {@code LoopHook.begins(map)}.
 *
 * <p>{@code modCount++} of a removal ({@code ChangeAtTheEnd}) is told by {@code
 * IterationHook.removed(map, map.modCount)} before the return that follows; where entries are moved
 * meanwhile ({@code ChangeAtOnce}) it is told at once, after {@code IterationHook.reserve()} at
 * entry. {@code d = i} in {@code closeDeletion} ({@code Move}) comes after {@code
 * IterationHook.moved(i, d, map)}, in the middle of changes to the table: stack for it was reserved
 * before the first.
 */
final class LoopVisitor extends LateVisitor {
  private static final String MOD_COUNT = "modCount";

  LoopVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (point.marker() instanceof Marker.ChangeAtOnce) {
      callHook(Hook.ITERATIONS, "reserve", Hook.RESERVE);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN && point.marker() instanceof Marker.Begin begin) {
      markFound();
      loadMap();
      callHook(Hook.LOOPS, begin.whole() ? "begins" : "beginsInPart", Hook.LOOP_BEGINS);
    }
    if (opcode == Opcodes.IRETURN && point.marker() instanceof Marker.End end) {
      markFound();
      Label more = new Label();
      super.visitInsn(Opcodes.DUP);
      super.visitJumpInsn(Opcodes.IFNE, more);
      loadMapAndCount();
      loadOwn("expectedModCount", "I");
      if (end.placed()) {
        loadOwn("lastReturnedIndex", "I");
        loadOwn("traversalTable", "[Ljava/lang/Object;");
        callHook(Hook.ITERATIONS, "endedAt", Hook.ENDED_AT);
      } else {
        callHook(Hook.ITERATIONS, "ended", Hook.ENDED);
      }
      super.visitLabel(more);
      Object[] locals = shape.entryFrame();
      visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {Opcodes.INTEGER});
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    if (opcode != Opcodes.PUTFIELD || !name.equals(MOD_COUNT)) {
      return;
    }
    if (point.marker() instanceof Marker.ChangeAtTheEnd) {
      markFound();
      tellBeforeReturn();
    } else if (point.marker() instanceof Marker.ChangeAtOnce change) {
      markFound();
      loadMapAndCount();
      callHook(Hook.ITERATIONS, change.inPlace() ? "removedInPlace" : "removed", Hook.CHANGED);
    }
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.ISTORE && variable == 1 && point.marker() instanceof Marker.Move) {
      markFound();
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ILOAD, variable);
      loadMap();
      callHook(Hook.ITERATIONS, "moved", Hook.MOVED);
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  void tell() {
    loadMapAndCount();
    callHook(Hook.ITERATIONS, "removed", Hook.CHANGED);
  }

  private void loadMapAndCount() {
    loadMap();
    super.visitInsn(Opcodes.DUP);
    super.visitFieldInsn(Opcodes.GETFIELD, mapType(), MOD_COUNT, "I");
  }

  private void loadOwn(String field, String descriptor) {
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitFieldInsn(Opcodes.GETFIELD, point.type(), field, descriptor);
  }
}
