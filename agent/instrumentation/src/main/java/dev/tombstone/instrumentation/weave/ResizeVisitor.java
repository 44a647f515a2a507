package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker;
import dev.tombstone.model.family.WeavePoint;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Work on a map's tables. {@code HashMap.resize} ({@code Resize}) becomes
 *
 * <pre>{@code
 * long ticket = ResizeHook.resizing(size, this);
 * …
 * ResizeHook.resized(ticket, this);  // before each return
 * }</pre>
 *
 * A call that helps with a resize ({@code Assist}) becomes
 *
 * <pre>{@code
 * long ticket = ResizeHook.assisting();
 * tab = helpTransfer(tab, f);
 * ResizeHook.assisted(ticket, this, newValue);
 * }</pre>
 *
 * and {@code expungeStaleEntries} ({@code Backlog})
 *
 * <pre>{@code
 * int entries = 0;
 * long since = 0;
 * …
 * size--;
 * since = ResizeHook.expunging(++entries, since);
 * …
 * ResizeHook.expunged(entries, since, this);  // before each return
 * }</pre>
 */
final class ResizeVisitor extends PointVisitor {
  private int ticket = -1;
  private int entries = -1;

  ResizeVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (point.marker() instanceof Marker.Resize resize) {
      markFound();
      ticket = liveLocal(Type.LONG_TYPE);
      loadMap();
      super.visitFieldInsn(Opcodes.GETFIELD, point.type(), resize.field(), "I");
      loadMap();
      callHook(Hook.RESIZES, "resizing", Hook.RESIZING);
      super.visitVarInsn(Opcodes.LSTORE, ticket);
    } else if (point.marker() instanceof Marker.Backlog) {
      entries = liveLocal(Type.INT_TYPE);
      super.visitInsn(Opcodes.ICONST_0);
      super.visitVarInsn(Opcodes.ISTORE, entries);
      ticket = liveLocal(Type.LONG_TYPE);
      super.visitInsn(Opcodes.LCONST_0);
      super.visitVarInsn(Opcodes.LSTORE, ticket);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean assists =
        point.marker() instanceof Marker.Assist assist
            && MethodShape.isCallOf(assist.method(), owner, name);
    int assisting = -1;
    if (assists) {
      markFound();
      assisting = shape.newLocal(2);
      callHook(Hook.RESIZES, "assisting", Hook.ASSISTING);
      super.visitVarInsn(Opcodes.LSTORE, assisting);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (assists && point.marker() instanceof Marker.Assist assist) {
      super.visitVarInsn(Opcodes.LLOAD, assisting);
      loadMap();
      if (assist.newValue() == Marker.Whole.NONE) {
        super.visitInsn(Opcodes.ACONST_NULL);
      } else {
        super.visitVarInsn(Opcodes.ALOAD, shape.localOf(assist.newValue()));
      }
      callHook(Hook.RESIZES, "assisted", Hook.ASSISTED);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    if (opcode == Opcodes.PUTFIELD
        && point.marker() instanceof Marker.Backlog backlog
        && name.equals(backlog.field())) {
      markFound();
      super.visitIincInsn(entries, 1);
      super.visitVarInsn(Opcodes.ILOAD, entries);
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      callHook(Hook.RESIZES, "expunging", Hook.EXPUNGING);
      super.visitVarInsn(Opcodes.LSTORE, ticket);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode) && point.marker() instanceof Marker.Resize) {
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      loadMap();
      callHook(Hook.RESIZES, "resized", Hook.RESIZED);
    } else if (isReturn(opcode) && point.marker() instanceof Marker.Backlog) {
      super.visitVarInsn(Opcodes.ILOAD, entries);
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      loadMap();
      callHook(Hook.RESIZES, "expunged", Hook.EXPUNGED);
    }
    super.visitInsn(opcode);
  }
}
