package dev.tombstone.instrumentation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Whether a method may hold a lock at an instruction: rather too often than too seldom. */
final class Locks {
  private static final String PACKAGE = "java/util/concurrent/locks/";
  private static final String PARKING = PACKAGE + "LockSupport";
  private static final List<String> BEGINNINGS =
      List.of("lock", "unlock", "trylock", "acquire", "tryacquire", "writelock", "readlock");

  private static final int DEEPEST = 8;

  private Locks() {}

  /** Whether a method is synchronized, or calls something that locks. */
  static boolean takesAny(MethodNode method) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return true;
    }
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof MethodInsnNode call && isLocking(call)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLocking(MethodInsnNode call) {
    String name = call.name.toLowerCase(Locale.ROOT);
    boolean locks = call.owner.startsWith(PACKAGE) && !call.owner.equals(PARKING);
    return locks || BEGINNINGS.stream().anyMatch(name::startsWith);
  }

  /**
   * Whether an instruction may be inside of a {@code synchronized} block; also if it is reached by
   * an exception only.
   */
  static boolean isInMonitor(Body body, AbstractInsnNode instruction) {
    Map<AbstractInsnNode, Integer> depths = new HashMap<>();
    Deque<AbstractInsnNode> left = new ArrayDeque<>();
    AbstractInsnNode first = body.method().instructions.getFirst();
    depths.put(first, 0);
    left.add(first);
    while (!left.isEmpty()) {
      AbstractInsnNode each = left.remove();
      int depth = depths.getOrDefault(each, 0) + change(each);
      for (AbstractInsnNode next : body.next(each)) {
        Integer known = depths.get(next);
        if (known == null || (known < depth && depth <= DEEPEST)) {
          depths.put(next, Math.max(0, depth));
          left.add(next);
        }
      }
    }
    return depths.getOrDefault(instruction, 1) > 0;
  }

  private static int change(AbstractInsnNode instruction) {
    return switch (instruction.getOpcode()) {
      case Opcodes.MONITORENTER -> 1;
      case Opcodes.MONITOREXIT -> -1;
      default -> 0;
    };
  }
}
