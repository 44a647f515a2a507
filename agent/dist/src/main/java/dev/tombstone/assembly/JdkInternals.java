package dev.tombstone.assembly;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Packages that {@code java.base} keeps to itself, opened to the agent's loader and to no other.
 */
final class JdkInternals {
  private JdkInternals() {}

  /** A class of such a package, whose public members may then be called. */
  static Class<?> open(Instrumentation instrumentation, String className)
      throws ClassNotFoundException {
    String packageName = className.substring(0, className.lastIndexOf('.'));
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(packageName, Set.of(JdkInternals.class.getModule())),
        Map.of(),
        Set.of(),
        Map.of());
    return Class.forName(className);
  }
}
