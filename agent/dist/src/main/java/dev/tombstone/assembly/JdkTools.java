package dev.tombstone.assembly;

import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's own tools from applications. They inherit {@code JAVA_TOOL_OPTIONS}, live for a
 * moment, and nobody wants to know what they delete.
 */
final class JdkTools {
  /** {@code java Program.java} runs the user's program inside the compiler's module. */
  private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

  private JdkTools() {}

  /**
   * The tool this JVM is running, as the line that says so names it, or null for an application.
   */
  static @Nullable String running(Properties system, Supplier<String> executable) {
    String command = system.getProperty("sun.java.command");
    if (command == null || command.isEmpty()) {
      return executable.get().matches(".*[/\\\\]javaw?(\\.exe)?") ? "java without a program" : null;
    }
    String main = command.split(" ", 2)[0];
    int slash = main.indexOf('/');
    if (slash < 0 || main.endsWith(".jar") || main.startsWith("/")) {
      return null;
    }
    String module = main.substring(0, slash);
    boolean ofTheJdk = module.startsWith("jdk.") || module.startsWith("java.");
    return ofTheJdk && !main.startsWith(SOURCE_LAUNCHER, slash + 1) ? main : null;
  }
}
