package dev.tombstone.instrumentation.check;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Whether a method looks at what a removal has returned before it does something with it. */
final class Recheck {
  private Recheck() {}

  /** Whether every use of the removed value comes after a decision by it. */
  static boolean follows(Body body, MethodInsnNode removal) {
    Identity removed = new Identity.Made(removal);
    Set<AbstractInsnNode> looks = new HashSet<>();
    Set<AbstractInsnNode> uses = new HashSet<>();
    for (AbstractInsnNode each : body.reachable()) {
      if (isDecision(body, each, removal, removed)) {
        looks.add(each);
      } else if (isUse(each) && body.used(each).stream().anyMatch(value -> value.is(removed))) {
        uses.add(each);
      }
    }
    if (looks.isEmpty()) {
      return false;
    }
    BitSet before = body.reached(body.next(removal), looks);
    return uses.stream().noneMatch(use -> before.get(body.indexOf(use)));
  }

  /** Whether this branch depends on the value, and not only on whether there is one. */
  static boolean isDecision(
      Body body, AbstractInsnNode branch, AbstractInsnNode source, Identity value) {
    if (!Body.isBranch(branch)) {
      return false;
    }
    List<TracedValue> asked = body.used(branch);
    boolean ofNull =
        branch.getOpcode() == Opcodes.IFNULL || branch.getOpcode() == Opcodes.IFNONNULL;
    return asked.stream().anyMatch(each -> each.from().contains(source))
        && !(ofNull && asked.get(0).is(value));
  }

  /** Whether this does something with what it takes; a method that answers may only be asked. */
  private static boolean isUse(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return Type.getReturnType(call.desc).getSort() == Type.VOID || isDropped(call);
    }
    return switch (instruction.getOpcode()) {
      case Opcodes.PUTFIELD, Opcodes.PUTSTATIC, Opcodes.AASTORE, Opcodes.ARETURN -> true;
      default -> instruction instanceof InvokeDynamicInsnNode;
    };
  }

  private static boolean isDropped(MethodInsnNode call) {
    AbstractInsnNode next = call.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next != null && (next.getOpcode() == Opcodes.POP || next.getOpcode() == Opcodes.POP2);
  }
}
