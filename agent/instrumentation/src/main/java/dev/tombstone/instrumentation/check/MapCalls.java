package dev.tombstone.instrumentation.check;

import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Which calls are of maps, and what they do. */
final class MapCalls {
  /** Types that a map made for concurrency is declared as. */
  private static final Set<String> MAPS =
      Set.of(
          "java/util/Map",
          "java/util/AbstractMap",
          "java/util/SortedMap",
          "java/util/NavigableMap",
          "java/util/concurrent/ConcurrentMap",
          "java/util/concurrent/ConcurrentNavigableMap",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentSkipListMap");

  private static final String OF_KEY = "(Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String ENTRY = "java/util/Map$Entry";
  private static final String ITERATOR = "java/util/Iterator";
  private static final Set<String> READS = Set.of("get", "getOrDefault");

  /** What can put another value in the place of one that is there. */
  private static final Set<String> REPLACING =
      Set.of("put", "putAll", "replace", "compute", "computeIfPresent", "merge");

  private MapCalls() {}

  static boolean isOfMap(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call && MAPS.contains(call.owner);
  }

  /** Whether it is {@code remove(key)}. */
  static boolean isRemoval(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && MAPS.contains(call.owner)
        && call.name.equals("remove")
        && call.desc.equals(OF_KEY);
  }

  /** Whether it is {@code get(key)} or the like. */
  static boolean isRead(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && MAPS.contains(call.owner)
        && READS.contains(call.name);
  }

  static boolean isReplacing(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && MAPS.contains(call.owner)
        && REPLACING.contains(call.name);
  }

  /** Whether it is {@code put(key, value)}. */
  static boolean isPut(MethodInsnNode call) {
    return MAPS.contains(call.owner) && call.name.equals("put");
  }

  /** Whether it is this method of an entry, without arguments. */
  static boolean isOfEntry(AbstractInsnNode instruction, String name) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(ENTRY)
        && call.name.equals(name);
  }

  /** Whether it is an iterator's {@code next}. */
  static boolean isNext(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(ITERATOR)
        && call.name.equals("next");
  }

  /** Whether it is a method of this name, without arguments, of whatever type of the JDK's. */
  static boolean isCall(AbstractInsnNode instruction, String name) {
    return instruction instanceof MethodInsnNode call
        && call.owner.startsWith("java/util/")
        && call.name.equals(name)
        && call.desc.startsWith("()");
  }

  /** Whether what it leaves tells of a map's values. */
  static boolean tellsOfValues(AbstractInsnNode instruction) {
    return isRead(instruction)
        || isRemoval(instruction)
        || isNext(instruction)
        || isOfEntry(instruction, "getValue");
  }
}
