package dev.tombstone.instrumentation.check;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which methods read and write a field. */
final class Fields {
  private Fields() {}

  /** Whether a value is what this field holds, of whatever object. */
  static boolean is(@Nullable Identity value, String owner, String name) {
    return value instanceof Identity.Field field
        && field.owner().equals(owner)
        && field.name().equals(name);
  }

  /** Whether a method reads or writes a field. */
  static boolean isNamedIn(MethodNode method, String owner, String name) {
    return isIn(method, owner, name, false);
  }

  /** Whether a method writes a field. */
  static boolean isWrittenIn(MethodNode method, String owner, String name) {
    return isIn(method, owner, name, true);
  }

  private static boolean isIn(MethodNode method, String owner, String name, boolean written) {
    for (AbstractInsnNode each : method.instructions) {
      boolean writes =
          each.getOpcode() == Opcodes.PUTFIELD || each.getOpcode() == Opcodes.PUTSTATIC;
      if (each instanceof FieldInsnNode field
          && (writes || !written)
          && field.owner.equals(owner)
          && field.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
