package dev.tombstone.instrumentation.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds calls of {@code map.remove(key)} that a method decides on by a value which it has read from
 * the same field's map under the same key:
 *
 * <pre>{@code
 * Value v = map.get(key);             // or entry.getValue(), or the parameter of a forEach
 * if (v.isOld()) {
 *   map.remove(key);                  // whatever is there by now
 * }
 * }</pre>
 *
 * <p>That is: from the read a branch is reached that depends on the value, and not only on whether
 * there is one; on one of its ways the removal is reached, and on another it is not, before the
 * value or the key are read anew. Not if the method locks anything, if it looks at what the removal
 * has returned before it uses that, or if the field is written in between.
 */
public final class CheckedRemovals {
  /**
   * One of them.
   *
   * @param owner internal name of the class that has the field
   * @param field name of the field
   * @param read line in which the value is read, or 0
   * @param decided line in which it is decided by it, or 0
   * @param correction the call that removes only what was looked at
   */
  public record CheckedRemoval(
      String owner, String field, int read, int decided, String correction) {}

  private final ClassNode type;
  private final MethodNode method;
  private final Body body;
  private final Elements elements;

  private CheckedRemovals(ClassNode type, MethodNode method, Body body, Elements elements) {
    this.type = type;
    this.method = method;
    this.body = body;
    this.elements = elements;
  }

  /** The one on this line of a method; null if there is none, or a call that is none as well. */
  public static @Nullable CheckedRemoval on(ClassNode type, MethodNode method, int line) {
    if (Locks.takesAny(method)) {
      return null;
    }
    Elements elements = Elements.of(type, method);
    Body body = Body.of(type.name, method, elements.read());
    return body == null ? null : new CheckedRemovals(type, method, body, elements).on(line);
  }

  private @Nullable CheckedRemoval on(int line) {
    CheckedRemoval found = null;
    for (AbstractInsnNode each : body.reachable()) {
      if (MapCalls.isRemoval(each) && body.lineOf(each) == line) {
        CheckedRemoval next = checked((MethodInsnNode) each);
        if (next == null || (found != null && !found.equals(next))) {
          return null;
        }
        found = next;
      }
    }
    return found;
  }

  private @Nullable CheckedRemoval checked(MethodInsnNode removal) {
    List<TracedValue> operands = body.operands(removal);
    Identity key = operands.get(1).identity();
    if (!(operands.get(0).identity() instanceof Identity.Field map)
        || key == null
        || Fields.isWrittenIn(method, map.owner(), map.name())
        || Locks.isInMonitor(body, removal)
        || Recheck.follows(body, removal)) {
      return null;
    }
    for (Looks.Look look : new Looks(type, body, elements).of(map, key)) {
      for (AbstractInsnNode branch : body.reachable()) {
        if (decides(branch, look, removal)) {
          return new CheckedRemoval(
              map.owner(),
              map.name(),
              body.lineOf(look.at()),
              body.lineOf(branch),
              correction(map, key, look, removal));
        }
      }
    }
    return null;
  }

  private boolean decides(AbstractInsnNode branch, Looks.Look look, MethodInsnNode removal) {
    if (!Recheck.isDecision(body, branch, look.at(), look.value())
        || !body.reaches(after(look.at()), branch, look.anew())) {
      return false;
    }
    boolean reached = false;
    boolean avoided = false;
    for (AbstractInsnNode way : body.next(branch)) {
      boolean leads = body.reaches(List.of(way), removal, look.anew());
      reached |= leads;
      avoided |= !leads;
    }
    return reached && avoided;
  }

  /** A parameter is there from the start. */
  private List<AbstractInsnNode> after(AbstractInsnNode read) {
    return method.instructions.contains(read)
        ? body.next(read)
        : List.of(method.instructions.getFirst());
  }

  private String correction(
      Identity.Field map, Identity key, Looks.Look look, MethodInsnNode removal) {
    String value = body.nameOf(look.value(), removal);
    return map.name()
        + ".remove("
        + keyText(key, removal)
        + ", "
        + (value == null ? "value" : value)
        + ")";
  }

  private String keyText(Identity key, MethodInsnNode removal) {
    String name = body.nameOf(key, removal);
    if (name != null) {
      return name;
    }
    if (key instanceof Identity.Boxed boxed) {
      return keyText(boxed.number(), removal);
    }
    String entry = key instanceof Identity.KeyOf of ? body.nameOf(of.entry(), removal) : null;
    return entry == null ? "key" : entry + ".getKey()";
  }

  /**
   * Whether a class puts other values in the place of those that are in a field's map, or puts them
   * in again.
   *
   * @param owner internal name of the class that has the field
   */
  public static boolean replaces(ClassNode type, String owner, String field) {
    for (MethodNode each : type.methods) {
      Body body = Fields.isNamedIn(each, owner, field) ? Body.of(type.name, each, Map.of()) : null;
      if (body != null && replaces(body, owner, field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean replaces(Body body, String owner, String field) {
    for (AbstractInsnNode each : body.reachable()) {
      if (each instanceof MethodInsnNode call
          && MapCalls.isReplacing(call)
          && Fields.is(body.operands(call).get(0).identity(), owner, field)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lock may be held where a method calls another on a line. */
  public static boolean mayHoldLock(ClassNode type, MethodNode caller, int line) {
    if (Locks.takesAny(caller)) {
      return true;
    }
    Body body = Body.of(type.name, caller, Map.of());
    if (body == null) {
      return true;
    }
    for (AbstractInsnNode each : body.reachable()) {
      boolean meant = each instanceof MethodInsnNode && body.lineOf(each) == line;
      if (meant && Locks.isInMonitor(body, each)) {
        return true;
      }
    }
    return false;
  }
}
