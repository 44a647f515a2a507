package dev.tombstone.instrumentation.weave;

import dev.tombstone.core.family.Marker.Adjust;
import dev.tombstone.core.family.Marker.Decrement;
import dev.tombstone.core.family.Marker.Drop;
import dev.tombstone.core.family.Marker.KeySource;
import dev.tombstone.core.family.Marker.ReplaceNode;
import dev.tombstone.core.family.Marker.UnlinkOrMiss;
import dev.tombstone.core.family.WeavePoint;
import dev.tombstone.hook.Operation;
import dev.tombstone.hook.Site;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Bodies that remove on their own: entry, marker and every return. {@code WeakHashMap.remove}, say,
 * becomes
 *
 * <pre>{@code
 * long ticket = RemovalHook.enter();
 * int hits = 0, hash = 0;
 * …
 * hash = hash(k);
 * …
 * size--;
 * RemovalHook.removed(this, key, hash, SITE, ticket);
 * hits = 1;
 * …
 * RemovalHook.returning(hits, this, key, hash, SITE, ticket);  // before each return: a miss if hits is 0
 * }</pre>
 *
 * {@code clear} keeps the size at entry in {@code hits} and reports it before each return. A body
 * whose time is not the removal's (a {@code compute} that may not remove) is not timed.
 */
final class BodyVisitor extends PointVisitor {
  private static final String KEY_VALUE = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
  private static final int SEEN_NOTHING = 0;
  private static final int SEEN_GET = 1;
  private static final int SEEN_ONE = 2;
  private static final int SEEN_SUBTRACTION = 3;

  private final boolean timed;
  private final boolean missAtReturn;
  private final KeySource key;
  private final String hashCall;
  private final String sizeField;
  private final String unlinkCall;
  private int ticket = -1;
  private int hits = -1;
  private int hash = -1;
  private int decrement = SEEN_NOTHING;

  BodyVisitor(MethodVisitor next, WeavePoint point, MethodShape shape) {
    super(next, point, shape);
    if (point.marker() instanceof Decrement marker) {
      timed = marker.miss();
      missAtReturn = marker.miss();
      key = marker.key();
      hashCall = marker.hashCall();
      sizeField = marker.field();
      unlinkCall = "";
    } else if (point.marker() instanceof UnlinkOrMiss marker) {
      timed = true;
      missAtReturn = true;
      key = marker.key();
      hashCall = "";
      sizeField = "";
      unlinkCall = marker.method();
    } else if (point.marker() instanceof Adjust marker) {
      timed = marker.timed();
      missAtReturn = false;
      key = marker.key();
      hashCall = "";
      sizeField = "";
      unlinkCall = marker.method();
    } else if (point.marker() instanceof Drop marker) {
      timed = true;
      missAtReturn = false;
      key = KeySource.NONE;
      hashCall = "";
      sizeField = marker.field();
      unlinkCall = "";
    } else if (point.marker() instanceof ReplaceNode) {
      timed = true;
      missAtReturn = false;
      key = KeySource.PARAMETER;
      hashCall = "hashCode";
      sizeField = "";
      unlinkCall = "";
    } else {
      throw new IllegalArgumentException("not a body marker: " + point);
    }
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (timed) {
      ticket = liveLocal(Type.LONG_TYPE);
      callHook(Hook.REMOVALS, "enter", Hook.ENTER);
      super.visitVarInsn(Opcodes.LSTORE, ticket);
    }
    if (point.marker() instanceof Drop) {
      markFound();
      hits = liveLocal(Type.INT_TYPE);
      loadMap();
      super.visitFieldInsn(Opcodes.GETFIELD, point.type(), sizeField, "I");
      super.visitVarInsn(Opcodes.ISTORE, hits);
    } else if (missAtReturn) {
      hits = zeroed();
    }
    if (!hashCall.isEmpty()) {
      hash = zeroed();
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    decrement = SEEN_NOTHING;
    boolean marker = !unlinkCall.isEmpty() && MethodShape.isCallOf(unlinkCall, owner, name);
    if (marker && point.marker() instanceof Adjust) {
      adjusted(descriptor);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (marker && point.marker() instanceof UnlinkOrMiss) {
      removed();
    }
    if (name.equals(hashCall) && descriptor.endsWith(")I")) {
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ISTORE, hash);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    boolean size = name.equals(sizeField) && point.marker() instanceof Decrement;
    if (size && opcode == Opcodes.PUTFIELD && decrement == SEEN_SUBTRACTION) {
      removed();
    }
    decrement = size && opcode == Opcodes.GETFIELD ? SEEN_GET : SEEN_NOTHING;
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      returning(opcode);
    }
    if (decrement == SEEN_GET && opcode == Opcodes.ICONST_1) {
      decrement = SEEN_ONE;
    } else if (decrement == SEEN_ONE && opcode == Opcodes.ISUB) {
      decrement = SEEN_SUBTRACTION;
    } else {
      decrement = SEEN_NOTHING;
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    decrement = SEEN_NOTHING;
    super.visitVarInsn(opcode, variable);
  }

  private void removed() {
    markFound();
    loadMap();
    loadKeyHashSiteTicket();
    callHook(Hook.REMOVALS, "removed", Hook.REMOVED);
    if (missAtReturn) {
      super.visitInsn(Opcodes.ICONST_1);
      super.visitVarInsn(Opcodes.ISTORE, hits);
    }
  }

  /**
   * The stack holds the receiver and the call's arguments, of which the first is the long delta.
   */
  private void adjusted(String descriptor) {
    markFound();
    boolean more = descriptor.startsWith("(JI)");
    int check = -1;
    if (more) {
      check = shape.newLocal(1);
      super.visitVarInsn(Opcodes.ISTORE, check);
    }
    super.visitInsn(Opcodes.DUP2);
    loadMap();
    loadKeyHashSiteTicket();
    callHook(Hook.REMOVALS, "adjusted", Hook.ADJUSTED);
    if (more) {
      super.visitVarInsn(Opcodes.ILOAD, check);
    }
  }

  private void returning(int opcode) {
    if (point.marker() instanceof Drop) {
      super.visitVarInsn(Opcodes.ILOAD, hits);
      super.visitInsn(Opcodes.I2L);
      loadMap();
      loadInt(site());
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      callHook(Hook.REMOVALS, "cleared", Hook.CLEARED);
    } else if (missAtReturn) {
      super.visitVarInsn(Opcodes.ILOAD, hits);
      loadMap();
      if (asksForValue()) {
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitVarInsn(Opcodes.ALOAD, 2);
        loadHashSiteTicket();
        callHook(Hook.REMOVALS, "returningValue", Hook.RETURNING_VALUE);
      } else {
        loadKeyHashSiteTicket();
        callHook(Hook.REMOVALS, "returning", Hook.RETURNING);
      }
    } else if (point.marker() instanceof ReplaceNode && opcode == Opcodes.ARETURN) {
      markFound();
      super.visitInsn(Opcodes.DUP);
      loadMap();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitVarInsn(Opcodes.ILOAD, hash);
      super.visitVarInsn(Opcodes.ALOAD, 2);
      super.visitVarInsn(Opcodes.ALOAD, 3);
      super.visitVarInsn(Opcodes.LLOAD, ticket);
      callHook(Hook.REMOVALS, "replaced", Hook.REPLACED);
    }
  }

  private void loadKeyHashSiteTicket() {
    if (key == KeySource.NONE) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, 1);
    }
    loadHashSiteTicket();
  }

  private void loadHashSiteTicket() {
    if (hash >= 0) {
      super.visitVarInsn(Opcodes.ILOAD, hash);
    } else {
      loadInt(0);
    }
    loadInt(site());
    if (ticket >= 0) {
      super.visitVarInsn(Opcodes.LLOAD, ticket);
    } else {
      super.visitInsn(Opcodes.LCONST_0);
    }
  }

  /** Whether this is {@code remove(key, value)}. */
  private boolean asksForValue() {
    return point.operation() == Operation.REMOVE_VALUE
        && point.method().equals("remove")
        && KEY_VALUE.equals(point.descriptor());
  }

  private int site() {
    int site = operation();
    if (hash >= 0) {
      site |= Site.HASHED;
    }
    return switch (key) {
      case NONE -> site | Site.KEYLESS;
      case PARAMETER -> site;
      case ENTRY_PARAMETER -> site | Site.ENTRY_ARGUMENT;
    };
  }

  private int zeroed() {
    int local = liveLocal(Type.INT_TYPE);
    super.visitInsn(Opcodes.ICONST_0);
    super.visitVarInsn(Opcodes.ISTORE, local);
    return local;
  }
}
