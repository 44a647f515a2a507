package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.OperationCode;
import dev.tombstone.model.family.WeavePoint;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one point into one method: the base of all visitors here.
 *
 * <p>New locals are taken past the method's own. Those that live across branches are declared with
 * {@link #liveLocal} and appended to every stack map frame; those within straight-line code need no
 * frame.
 */
abstract class PointVisitor extends MethodVisitor {
  /** Stands for the second half of a long or double, which a frame does not list. */
  private static final Object SECOND_SLOT = new Object();

  private static final Type ROW = Type.getType(long[].class);

  /** In place of a local, where there is none. */
  static final int NONE = -1;

  final WeavePoint point;
  final MethodShape shape;
  private final List<Integer> liveSlots = new ArrayList<>();
  private final List<Object> liveTypes = new ArrayList<>();

  /** Begin and end of each part of the body that {@link #handle} is for. */
  private final List<Label> watched = new ArrayList<>();

  private int found;

  PointVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(Opcodes.ASM9, next);
    this.point = point;
    this.shape = shape;
  }

  /** How many markers were met; 0 after the visit means that the JDK's body is not as described. */
  final int found() {
    return found;
  }

  final void markFound() {
    found++;
  }

  /** A local that holds a value of this verification type from method entry to every return. */
  final int liveLocal(Type type) {
    int slot = shape.newLocal(type.getSize());
    liveSlots.add(slot);
    liveTypes.add(
        switch (type.getSort()) {
          case Type.LONG -> Opcodes.LONG;
          case Type.OBJECT, Type.ARRAY -> type.getInternalName();
          default -> Opcodes.INTEGER;
        });
    return slot;
  }

  /** A local that holds a row from method entry to every return. */
  final int liveRow() {
    return liveLocal(ROW);
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] local,
      int stackCount,
      Object @Nullable [] stack) {
    if (liveSlots.isEmpty() || local == null) {
      super.visitFrame(type, localCount, local, stackCount, stack);
      return;
    }
    List<Object> bySlot = new ArrayList<>();
    for (int i = 0; i < localCount; i++) {
      setSlot(bySlot, bySlot.size(), local[i]);
    }
    for (int i = 0; i < liveSlots.size(); i++) {
      setSlot(bySlot, liveSlots.get(i), liveTypes.get(i));
    }
    bySlot.removeIf(held -> held == SECOND_SLOT);
    Object[] all = bySlot.toArray();
    super.visitFrame(type, all.length, all, stackCount, stack);
  }

  /** Not left to the class writer, which would follow every branch of the body to find out. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(shape.maxStack(), shape.maxLocals());
  }

  /** Visitors of one method add to a frame in no order; what is not set is unknown. */
  private static void setSlot(List<Object> bySlot, int slot, Object type) {
    boolean wide = type == Opcodes.LONG || type == Opcodes.DOUBLE;
    while (bySlot.size() < slot + (wide ? 2 : 1)) {
      bySlot.add(Opcodes.TOP);
    }
    bySlot.set(slot, type);
    if (wide) {
      bySlot.set(slot + 1, SECOND_SLOT);
    }
  }

  /** Internal name of the map's type. */
  final String mapType() {
    List<String> path = point.map();
    if (path.isEmpty()) {
      return point.type();
    }
    String last = path.get(path.size() - 1);
    return last.substring(last.indexOf(':') + 1);
  }

  /** Pushes the map the removal is from: {@code this}, or what the point's path leads to. */
  final void loadMap() {
    super.visitVarInsn(Opcodes.ALOAD, 0);
    String owner = point.type();
    for (String step : point.map()) {
      int colon = step.indexOf(':');
      String type = step.substring(colon + 1);
      super.visitFieldInsn(Opcodes.GETFIELD, owner, step.substring(0, colon), "L" + type + ";");
      owner = type;
    }
  }

  final void loadInt(int value) {
    if (value >= -1 && value <= 5) {
      super.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value <= Byte.MAX_VALUE) {
      super.visitIntInsn(Opcodes.BIPUSH, value);
    } else {
      super.visitIntInsn(Opcodes.SIPUSH, value);
    }
  }

  /** Pushes what the local holds, or null without one. */
  final void loadReference(int local) {
    if (local == NONE) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, local);
    }
  }

  /** Calls {@code RemovalHook.enter}, whose map and key have been pushed; the row to a local. */
  final void enter(int row, int flags) {
    loadInt(flags);
    callHook(Hook.REMOVALS, "enter", Hook.ENTER);
    super.visitVarInsn(Opcodes.ASTORE, row);
  }

  /**
   * Calls {@code RemovalHook.record}, whose first six arguments have been pushed.
   *
   * @param hash local of the key's hash, or {@link #NONE}
   */
  final void record(int hash, int flags) {
    loadHash(hash);
    loadInt(flags);
    callHook(Hook.REMOVALS, "record", Hook.RECORD);
  }

  /** Pushes the hash that the local holds, or 0 without one. */
  final void loadHash(int hash) {
    if (hash == NONE) {
      loadInt(0);
    } else {
      super.visitVarInsn(Opcodes.ILOAD, hash);
    }
  }

  /** Calls {@code FailedRemoval.failed}, whose row and number have been pushed. */
  final void putDown(int operation) {
    loadInt(operation);
    callHook(Hook.FAILURES, "failed", Hook.REMOVAL_FAILED);
  }

  /** What is thrown from here on has its handler. */
  final void watch() {
    mark();
  }

  /** What is thrown from here on has no handler of ours; one instruction at least lies between. */
  final void unwatch() {
    mark();
  }

  /** Ends the last part that is watched, and begins the handler for what all of them throw. */
  final void handle() {
    if (watched.size() % 2 != 0) {
      unwatch();
    }
    Label handler = new Label();
    super.visitLabel(handler);
    for (int i = 0; i < watched.size(); i += 2) {
      super.visitTryCatchBlock(watched.get(i), watched.get(i + 1), handler, null);
    }
    visitHandlerFrame();
  }

  private void mark() {
    Label here = new Label();
    watched.add(here);
    super.visitLabel(here);
  }

  /** At the begin of a handler for the whole body: of its locals the parameters are known. */
  final void visitHandlerFrame() {
    Object[] locals = shape.entryFrame();
    visitFrame(
        Opcodes.F_NEW,
        locals.length,
        locals,
        1,
        new Object[] {Type.getInternalName(Throwable.class)});
  }

  /** Pushes the method's first parameter if it is an object, otherwise null. */
  final void loadFirstParameter() {
    loadReference(shape.startsWithAnObject() ? 1 : NONE);
  }

  final void callHook(String owner, String method, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
  }

  /** Operation code of the point. */
  final int operation() {
    if (point.operation() == null) {
      throw new IllegalStateException("no operation: " + point);
    }
    return point.operation().ordinal();
  }

  /** The operation as part of the flags. */
  final int operationFlags() {
    int operation = operation();
    return OperationCode.canMiss(operation) ? operation : operation | DeletionFlags.HITS_ONLY;
  }

  static boolean isReturn(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }
}
