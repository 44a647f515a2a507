package dev.tombstone.instrumentation.weave;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.model.family.Marker.Adjust;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.Marker.UnlinkOrMiss;
import dev.tombstone.model.family.WeavePoint;
import dev.tombstone.model.operation.Operation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Bodies that remove on their own. {@code WeakHashMap.remove}, say, becomes
 *
 * <pre>{@code
 * long[] row = RemovalHook.enter(this, key, FLAGS);
 * int hits = 0, hash = 0;
 * …
 * hash = hash(k);
 * …
 * size--;
 * hits++;
 * …
 * RemovalHook.record(row, value, hits, this, key, null, hash, FLAGS);  // before each return
 * }</pre>
 *
 * {@code value} is what {@code remove(key)} is about to return; of other bodies it is null. Of a
 * call that adjusts the size the adjustment is summed up. A body whose time is not the removal's (a
 * {@code compute} that may not remove) is not timed, and asks for no row at entry:
 *
 * <pre>{@code
 * RemovalHook.recordLate(hits, this, key, hash, FLAGS);  // before each return
 * }</pre>
 */
final class BodyVisitor extends ExitVisitor {
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
  private final boolean adjusts;
  private int row = NONE;
  private int hits = NONE;
  private int delta = NONE;
  private int hash = NONE;
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
      adjusts = false;
    } else if (point.marker() instanceof UnlinkOrMiss marker) {
      timed = true;
      missAtReturn = true;
      key = marker.key();
      hashCall = "";
      sizeField = "";
      unlinkCall = marker.method();
      adjusts = false;
    } else if (point.marker() instanceof Adjust marker) {
      timed = marker.timed();
      missAtReturn = false;
      key = marker.key();
      hashCall = "";
      sizeField = "";
      unlinkCall = marker.method();
      adjusts = true;
    } else {
      throw new IllegalArgumentException("not a body marker: " + point);
    }
  }

  @Override
  void begin() {
    if (timed) {
      row = liveRow();
      loadMap();
      loadReference(keyLocal());
      enter(row, flags());
    }
    if (adjusts) {
      delta = liveLocal(Type.LONG_TYPE);
      super.visitInsn(Opcodes.LCONST_0);
      super.visitVarInsn(Opcodes.LSTORE, delta);
    } else {
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
    if (marker && adjusts) {
      adjusted(descriptor);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (marker && !adjusts) {
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
    boolean size = name.equals(sizeField);
    if (size && opcode == Opcodes.PUTFIELD && decrement == SEEN_SUBTRACTION) {
      removed();
    }
    decrement = size && opcode == Opcodes.GETFIELD ? SEEN_GET : SEEN_NOTHING;
  }

  @Override
  public void visitInsn(int opcode) {
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

  @Override
  void returning(int opcode) {
    if (timed) {
      loadRowAndResult(opcode);
      loadNumber();
      loadMap();
      loadReference(keyLocal());
      loadReference(asksForValue() ? 2 : NONE);
      record(hash, flags());
    } else {
      loadNumber();
      loadMap();
      loadReference(keyLocal());
      loadHash(hash);
      loadInt(flags());
      callHook(Hook.REMOVALS, "recordLate", Hook.RECORD_LATE);
    }
    if (adjusts) {
      super.visitInsn(Opcodes.LCONST_0);
      super.visitVarInsn(Opcodes.LSTORE, delta);
    } else {
      zero(hits);
    }
  }

  @Override
  void failing() {
    if (timed) {
      super.visitVarInsn(Opcodes.ALOAD, row);
      loadNumber();
      putDown(operation());
    } else {
      loadNumber();
      loadMap();
      loadReference(keyLocal());
      loadInt(operation());
      callHook(Hook.FAILURES, "failedLate", Hook.FAILED_LATE);
    }
  }

  private void removed() {
    markFound();
    super.visitIincInsn(hits, 1);
  }

  /**
   * The stack holds the receiver and the call's arguments, of which the first is the long delta.
   */
  private void adjusted(String descriptor) {
    markFound();
    boolean more = descriptor.startsWith("(JI)");
    int check = NONE;
    if (more) {
      check = shape.newLocal(1);
      super.visitVarInsn(Opcodes.ISTORE, check);
    }
    super.visitInsn(Opcodes.DUP2);
    super.visitVarInsn(Opcodes.LLOAD, delta);
    super.visitInsn(Opcodes.LADD);
    super.visitVarInsn(Opcodes.LSTORE, delta);
    if (more) {
      super.visitVarInsn(Opcodes.ILOAD, check);
    }
  }

  /** {@code remove(key)} is about to return the value, which is what it removed. */
  private void loadRowAndResult(int opcode) {
    boolean value = opcode == Opcodes.ARETURN && point.operation() == Operation.REMOVE;
    if (value) {
      super.visitInsn(Opcodes.DUP);
    }
    super.visitVarInsn(Opcodes.ALOAD, row);
    super.visitInsn(value ? Opcodes.SWAP : Opcodes.ACONST_NULL);
  }

  /** Pushes how many entries left the map. */
  private void loadNumber() {
    if (adjusts) {
      super.visitVarInsn(Opcodes.LLOAD, delta);
      super.visitInsn(Opcodes.LNEG);
    } else {
      super.visitVarInsn(Opcodes.ILOAD, hits);
      super.visitInsn(Opcodes.I2L);
    }
  }

  /** Whether this is {@code remove(key, value)}. */
  private boolean asksForValue() {
    return point.operation() == Operation.REMOVE_VALUE
        && point.method().equals("remove")
        && KEY_VALUE.equals(point.descriptor());
  }

  private int keyLocal() {
    return key == KeySource.NONE ? NONE : 1;
  }

  private int flags() {
    int flags = missAtReturn ? operationFlags() : operationFlags() | DeletionFlags.HITS_ONLY;
    if (!hashCall.isEmpty()) {
      flags |= DeletionFlags.HASHED;
    }
    return switch (key) {
      case NONE -> flags | DeletionFlags.KEYLESS;
      case PARAMETER -> flags;
      case ENTRY_PARAMETER -> flags | DeletionFlags.ENTRY_ARGUMENT;
    };
  }
}
