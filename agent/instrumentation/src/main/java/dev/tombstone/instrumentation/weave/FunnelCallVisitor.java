package dev.tombstone.instrumentation.weave;

import dev.tombstone.core.family.Marker.FunnelCall;
import dev.tombstone.core.family.WeavePoint;
import dev.tombstone.hook.Site;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Around a call of the funnel. The call {@code r = map.removeNode(hash, key, …)} becomes
 *
 * <pre>{@code
 * long ticket = RemovalHook.enter();
 * r = map.removeNode(hash, key, …);
 * RemovalHook.attempted(r, map, key, hash, SITE, ticket);
 * }</pre>
 *
 * with receiver and arguments kept in locals meanwhile. A funnel that asks for a value is followed
 * by {@code attemptedValue}, which takes that value after the key. A void funnel is followed by
 * {@code removed}. Where the argument is an entry its key is read before the call, which may move
 * another key into the entry.
 */
final class FunnelCallVisitor extends PointVisitor {
  private final FunnelCall marker;

  FunnelCallVisitor(MethodVisitor next, WeavePoint point, FunnelCall marker, MethodShape shape) {
    super(next, point, shape);
    this.marker = marker;
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
    int map = shape.newLocal(1);
    super.visitVarInsn(Opcodes.ASTORE, map);
    int ticket = shape.newLocal(2);
    callHook(Hook.REMOVALS, "enter", Hook.ENTER);
    super.visitVarInsn(Opcodes.LSTORE, ticket);
    int key = marker.key() < 0 ? -1 : arguments[marker.key()];
    if (marker.entry() && key >= 0) {
      super.visitVarInsn(Opcodes.ALOAD, key);
      callHook(Hook.REMOVALS, "keyOf", Hook.KEY_OF);
      key = shape.newLocal(1);
      super.visitVarInsn(Opcodes.ASTORE, key);
    }
    super.visitVarInsn(Opcodes.ALOAD, map);
    for (int i = 0; i < types.length; i++) {
      super.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), arguments[i]);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    boolean answers = Type.getReturnType(descriptor).getSort() != Type.VOID;
    if (answers) {
      super.visitInsn(Opcodes.DUP);
    }
    super.visitVarInsn(Opcodes.ALOAD, map);
    if (key >= 0) {
      super.visitVarInsn(Opcodes.ALOAD, key);
    } else {
      super.visitInsn(Opcodes.ACONST_NULL);
    }
    if (marker.value() >= 0) {
      super.visitVarInsn(Opcodes.ALOAD, arguments[marker.value()]);
    }
    if (marker.hash() >= 0) {
      super.visitVarInsn(Opcodes.ILOAD, arguments[marker.hash()]);
    } else {
      loadInt(0);
    }
    loadInt(site());
    super.visitVarInsn(Opcodes.LLOAD, ticket);
    if (marker.value() >= 0) {
      callHook(Hook.REMOVALS, "attemptedValue", Hook.ATTEMPTED_VALUE);
    } else if (answers) {
      callHook(Hook.REMOVALS, "attempted", Hook.ATTEMPTED);
    } else {
      callHook(Hook.REMOVALS, "removed", Hook.REMOVED);
    }
  }

  private int site() {
    int site = operation();
    if (marker.hash() >= 0) {
      site |= Site.HASHED | Site.SPREAD;
    }
    if (marker.entry() && marker.key() < 0) {
      site |= Site.ENTRY;
    }
    return site;
  }
}
