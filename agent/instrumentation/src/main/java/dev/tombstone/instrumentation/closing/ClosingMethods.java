package dev.tombstone.instrumentation.closing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The methods of a class and of those it extends in which its objects may let go of what they hold.
 * More than {@code close} itself, since a class may have other ways out: one that is left out would
 * make a right program look wrong, one too many only hides an object that was not closed.
 *
 * <ul>
 *   <li>methods of a configured name, and all whose name begins with {@code close};
 *   <li>those that they call on the same object, except such as only ask or write through;
 *   <li>those that assign the same constant to the same field as those before do ({@code closed =
 *       true}), or change the same atomic;
 *   <li>those that close what a field holds.
 * </ul>
 */
final class ClosingMethods {
  /** Beginnings of the names of methods that do not close, also if {@code close} calls them. */
  private static final List<String> ASKING =
      List.of(
          "is",
          "get",
          "has",
          "can",
          "check",
          "ensure",
          "assert",
          "require",
          "flush",
          "sync",
          "lock",
          "unlock",
          "log",
          "hashCode",
          "toString",
          "name",
          "id",
          "debug",
          "trace",
          "info",
          "warn");

  private final Map<String, Set<String>> byType = new LinkedHashMap<>();
  private boolean hasNative;
  private boolean handOver;

  private ClosingMethods() {}

  /**
   * Of the class, the ones it extends and the interfaces with code that it has.
   *
   * @param closingNames names of methods that close
   */
  static ClosingMethods of(List<ClassFacts> hierarchy, Set<String> closingNames) {
    ClosingMethods methods = new ClosingMethods();
    Set<MethodFacts> known = new LinkedHashSet<>();
    for (ClassFacts type : hierarchy) {
      for (MethodFacts method : type.methods) {
        if (method.isOfAnObject()
            && (method.name.startsWith("close") || closingNames.contains(method.name))) {
          known.add(method);
        }
      }
    }
    addCalled(hierarchy, known);
    Set<String> assigned = new LinkedHashSet<>();
    Set<String> changed = new LinkedHashSet<>();
    for (MethodFacts method : known) {
      assigned.addAll(method.assigned);
      changed.addAll(method.changed);
    }
    for (ClassFacts type : hierarchy) {
      for (MethodFacts method : type.methods) {
        if (known.contains(method)
            || (method.isOfAnObject()
                && (method.closesAField
                    || haveOneInCommon(method.assigned, assigned)
                    || haveOneInCommon(method.changed, changed)))) {
          methods.add(type, method);
        }
      }
    }
    return methods;
  }

  /** Name and descriptor of those that this class declares, by its internal name. */
  Set<String> of(String type) {
    return byType.getOrDefault(type, Set.of());
  }

  /** Whether one of them hands something to another object. */
  boolean handOver() {
    return handOver;
  }

  /** Whether one of them has no bytecode. */
  boolean hasNative() {
    return hasNative;
  }

  private void add(ClassFacts type, MethodFacts method) {
    hasNative |= method.is(Opcodes.ACC_NATIVE);
    handOver |= method.handsOver;
    byType.computeIfAbsent(type.name, name -> new LinkedHashSet<>()).add(method.key());
  }

  private static void addCalled(List<ClassFacts> hierarchy, Set<MethodFacts> known) {
    Map<String, MethodFacts> own = new LinkedHashMap<>();
    Set<String> types = new LinkedHashSet<>();
    for (ClassFacts type : hierarchy) {
      types.add(type.name);
      for (MethodFacts method : type.methods) {
        if (method.isOfAnObject()) {
          own.put(type.name + '.' + method.key(), method);
        }
      }
    }
    Deque<MethodFacts> next = new ArrayDeque<>(known);
    while (!next.isEmpty()) {
      for (String call : next.remove().calls) {
        int dot = call.indexOf('.');
        if (!types.contains(call.substring(0, dot)) || isAsking(call.substring(dot + 1))) {
          continue;
        }
        // Whichever class of the hierarchy declares it.
        for (String type : types) {
          MethodFacts called = own.get(type + call.substring(dot));
          if (called != null && known.add(called)) {
            next.add(called);
          }
        }
      }
    }
  }

  private static boolean isAsking(String method) {
    for (String beginning : ASKING) {
      if (method.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static boolean haveOneInCommon(Set<String> some, Set<String> others) {
    for (String each : some) {
      if (others.contains(each)) {
        return true;
      }
    }
    return false;
  }
}
