package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The calls of {@code remove} in one class. Immutable, and holds on to nothing of the class. */
final class RemoveCalls {
  private static final String REMOVE = "remove";

  /** A line of a method, which is given by name and descriptor. */
  private record Line(String method, int number) {}

  private final Map<Line, Set<RemoveCall>> calls;

  private RemoveCalls(Map<Line, Set<RemoveCall>> calls) {
    this.calls = calls;
  }

  /** Those of a class of which nothing is known. */
  static RemoveCalls none() {
    return new RemoveCalls(Map.of());
  }

  /** Those of this class. */
  static RemoveCalls in(TypedClass type) {
    Map<Line, Set<RemoveCall>> calls = new HashMap<>();
    for (MethodNode method : type.node().methods) {
      TypedMethod typed = callsRemove(method) ? type.analyse(method) : null;
      if (typed != null) {
        for (TypedMethod.Call call : typed.callsOf(REMOVE)) {
          Line line = new Line(method.name + method.desc, call.line());
          calls.computeIfAbsent(line, first -> new HashSet<>()).add(typesOf(call));
        }
      }
    }
    return new RemoveCalls(calls);
  }

  /**
   * What all calls on this line of the method have in common; null if nothing, or there is none.
   */
  @Nullable RemoveCall on(String method, String descriptor, int line) {
    Set<RemoveCall> found = calls.getOrDefault(new Line(method + descriptor, line), Set.of());
    return found.size() == 1 ? found.iterator().next() : null;
  }

  private static boolean callsRemove(MethodNode method) {
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof MethodInsnNode call && call.name.equals(REMOVE)) {
        return true;
      }
    }
    return false;
  }

  private static RemoveCall typesOf(TypedMethod.Call call) {
    TypedValue value = call.receiver();
    String receiver = value == null || value.signature() == null ? "" : value.signature();
    List<@Nullable String> types = Signatures.arguments(receiver);
    List<@Nullable String> arguments = new ArrayList<>();
    for (TypedValue argument : call.arguments()) {
      arguments.add(argument.className());
    }
    return new RemoveCall(
        receiver,
        types.isEmpty() ? null : types.get(0),
        types.size() < 2 ? null : types.get(1),
        arguments,
        value == null ? null : owner(value));
  }

  /** The field that this was read from, on every way here. */
  private static @Nullable String owner(TypedValue value) {
    if (value.origins().size() == 1
        && value.origins().iterator().next() instanceof Origin.Field field) {
      return Type.getObjectType(field.owner()).getClassName() + "." + field.name();
    }
    return null;
  }
}
