package dev.tombstone.assembly;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Packages that {@code java.base} keeps to itself, opened to the agent's loader and to no other.
 * Their classes are then called as any others: from JDK 18 on a first reflective call of each shape
 * takes several milliseconds. What a JDK lacks shows as a {@link LinkageError} at the call.
 */
final class JdkInternals {
  private static final String[] PACKAGES = {
    "jdk.internal.access", "jdk.internal.misc", "jdk.internal.perf", "jdk.internal.vm"
  };

  private static boolean open;

  private JdkInternals() {}

  /** Opens them, the first time. */
  static synchronized void open(Instrumentation instrumentation) {
    if (open) {
      return;
    }
    Set<String> present = Object.class.getModule().getPackages();
    Set<Module> own = Set.of(JdkInternals.class.getModule());
    Map<String, Set<Module>> exports = new HashMap<>();
    for (String name : PACKAGES) {
      if (present.contains(name)) {
        exports.put(name, own);
      }
    }
    export(instrumentation, exports);
    open = true;
  }

  /** Lets this module use {@code Unsafe}. */
  static void exportUnsafe(Instrumentation instrumentation, Module module) {
    export(instrumentation, Map.of("jdk.internal.misc", Set.of(module)));
  }

  private static void export(Instrumentation instrumentation, Map<String, Set<Module>> packages) {
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), packages, Map.of(), Set.of(), Map.of());
  }
}
