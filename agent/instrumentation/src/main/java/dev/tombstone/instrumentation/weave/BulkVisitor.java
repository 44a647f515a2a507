package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker.Bulk;
import dev.tombstone.model.family.WeavePoint;
import dev.tombstone.model.operation.BulkCall;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The whole of a call that removes many entries. {@code Collection.removeIf}, say, becomes
 *
 * <pre>{@code
 * long ticket = BulkHook.enter();
 * long before = BulkHook.sizeBefore(ticket, this);
 * int visited = 0, removed = 0;
 * …
 *   boolean condition = filter.test(each.next());
 *   visited++;
 * …
 *     each.remove();
 *     removed++;
 * …
 * BulkHook.exit(ticket, before, visited, removed, this, null, REMOVE_IF);  // before each return
 * }</pre>
 *
 * Of {@code removeAll} and {@code retainAll} the calls of {@code contains} are visits, and the
 * argument is passed. Not the predicate: it would have to be made as an object in every caller. A
 * {@code clear} of a whole table asks nobody: {@code BulkHook.enterClear(this)} begins it, and
 * nothing is added up. There is no handler: what ends in an exception is not told.
 */
final class BulkVisitor extends PointVisitor {
  private static final String ASKS_ONE = "(Ljava/lang/Object;)Z";

  private final Bulk marker;
  private int ticket;
  private int before;
  private int visited = NONE;
  private int removed = NONE;

  BulkVisitor(MethodVisitor next, WeavePoint point, Bulk marker, MethodShape shape) {
    super(next, point, shape);
    this.marker = marker;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    markFound();
    ticket = liveLocal(Type.LONG_TYPE);
    if (marker.wholeTable()) {
      loadMap();
      callHook(Hook.BULK, "enterClear", Hook.BULK_ENTER_CLEAR);
    } else {
      callHook(Hook.BULK, "enter", Hook.BULK_ENTER);
    }
    super.visitInsn(Opcodes.DUP2);
    super.visitVarInsn(Opcodes.LSTORE, ticket);
    before = liveLocal(Type.LONG_TYPE);
    loadMap();
    callHook(Hook.BULK, "sizeBefore", Hook.BULK_SIZE);
    super.visitVarInsn(Opcodes.LSTORE, before);
    if (!marker.wholeTable()) {
      visited = zeroed();
      removed = zeroed();
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (marker.wholeTable() || owner.startsWith(Hook.PACKAGE)) {
      return;
    }
    switch (name) {
      case "test", "contains" -> {
        if (descriptor.equals(ASKS_ONE)) {
          super.visitIincInsn(visited, 1);
        }
      }
      case "remove" -> removed(descriptor);
      case "replaceNode" -> {
        super.visitInsn(Opcodes.DUP);
        callHook(Hook.BULK, "one", Hook.BULK_ONE);
        addToRemoved();
      }
      default -> {
        // Of no matter here.
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      super.visitVarInsn(Opcodes.LLOAD, before);
      loadCount(visited);
      loadCount(removed);
      loadMap();
      loadReference(hasCollection() ? 1 : NONE);
      loadInt(marker.call().ordinal());
      callHook(Hook.BULK, "exit", Hook.BULK_EXIT);
    }
    super.visitInsn(opcode);
  }

  /** A call that removes one: an iterator's returns nothing, others whether they have. */
  private void removed(String descriptor) {
    if (descriptor.endsWith(")V")) {
      super.visitIincInsn(removed, 1);
    } else if (descriptor.endsWith(")Z")) {
      super.visitInsn(Opcodes.DUP);
      addToRemoved();
    }
  }

  /** Adds what is on top of the stack. */
  private void addToRemoved() {
    super.visitVarInsn(Opcodes.ILOAD, removed);
    super.visitInsn(Opcodes.IADD);
    super.visitVarInsn(Opcodes.ISTORE, removed);
  }

  private boolean hasCollection() {
    return marker.call() == BulkCall.REMOVE_ALL || marker.call() == BulkCall.RETAIN_ALL;
  }

  private int zeroed() {
    int slot = liveLocal(Type.INT_TYPE);
    super.visitInsn(Opcodes.ICONST_0);
    super.visitVarInsn(Opcodes.ISTORE, slot);
    return slot;
  }

  private void loadCount(int local) {
    if (local == NONE) {
      super.visitInsn(Opcodes.ICONST_0);
    } else {
      super.visitVarInsn(Opcodes.ILOAD, local);
    }
  }
}
