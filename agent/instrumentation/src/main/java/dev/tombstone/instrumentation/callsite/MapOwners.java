package dev.tombstone.instrumentation.callsite;

import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * In which field a map is that a line uses, itself or by a view or an iterator of it. What a line
 * says is remembered for as long as its class is loaded. For agent threads, one at a time.
 */
final class MapOwners {
  private static final int MOST_CLASSES = 1_024;
  private static final int MOST_STEPS = 4;
  private static final String UNKNOWN = "";

  /** Methods that answer a part or a view of what they are called on. */
  private static final Set<String> VIEWS =
      Set.of(
          "keySet",
          "values",
          "entrySet",
          "iterator",
          "keys",
          "elements",
          "navigableKeySet",
          "descendingKeySet",
          "descendingMap",
          "descendingIterator",
          "headMap",
          "tailMap",
          "subMap");

  private final ClassReads reads;
  private final Map<Class<?>, Map<String, String>> known = new WeakHashMap<>();

  MapOwners(ClassReads reads) {
    this.reads = reads;
  }

  /** The field, with its class, of the map that this line calls such a method of; or null. */
  @Nullable String at(StackFrame frame, String called) {
    String line =
        frame.getMethodName() + frame.getDescriptor() + frame.getLineNumber() + " " + called;
    Map<String, String> ofClass = known.get(frame.getDeclaringClass());
    String owner = ofClass == null ? null : ofClass.get(line);
    if (owner == null) {
      if (frame.getLineNumber() <= 0 || !reads.allowed()) {
        return null;
      }
      String read = read(frame, called);
      owner = read == null ? UNKNOWN : read;
      if (ofClass == null && known.size() < MOST_CLASSES) {
        ofClass = new HashMap<>();
        known.put(frame.getDeclaringClass(), ofClass);
      }
      if (ofClass != null) {
        ofClass.put(line, owner);
      }
    }
    return owner.isEmpty() ? null : owner;
  }

  private @Nullable String read(StackFrame frame, String called) {
    TypedClass type = reads.of(frame.getDeclaringClass());
    if (type == null) {
      return null;
    }
    for (MethodNode method : type.node().methods) {
      if (method.name.equals(frame.getMethodName()) && method.desc.equals(frame.getDescriptor())) {
        TypedMethod typed = type.analyse(method);
        return typed == null ? null : owner(typed, called, frame.getLineNumber());
      }
    }
    return null;
  }

  /** What all calls of the line have in common. */
  private static @Nullable String owner(TypedMethod method, String called, int line) {
    String all = null;
    for (TypedMethod.Call call : method.callsOf(called)) {
      if (call.line() == line) {
        TypedValue receiver = call.receiver();
        String each = receiver == null ? null : owner(method, receiver);
        if (each == null || (all != null && !all.equals(each))) {
          return null;
        }
        all = each;
      }
    }
    return all;
  }

  private static @Nullable String owner(TypedMethod method, TypedValue value) {
    TypedValue each = value;
    for (int step = 0; step < MOST_STEPS && each.origins().size() == 1; step++) {
      Origin origin = each.origins().iterator().next();
      if (origin instanceof Origin.Field field) {
        return Type.getObjectType(field.owner()).getClassName() + "." + field.name();
      }
      TypedValue of = origin instanceof Origin.Result result ? viewed(method, result) : null;
      if (of == null) {
        return null;
      }
      each = of;
    }
    return null;
  }

  private static @Nullable TypedValue viewed(TypedMethod method, Origin.Result result) {
    if (!result.call().owner.startsWith("java/util/") || !VIEWS.contains(result.call().name)) {
      return null;
    }
    for (TypedMethod.Call call : method.callsOf(result.call().name)) {
      if (call.instruction().equals(result.call())) {
        return call.receiver();
      }
    }
    return null;
  }
}
