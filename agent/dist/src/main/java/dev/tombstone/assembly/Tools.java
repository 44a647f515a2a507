package dev.tombstone.assembly;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells tools from applications: the JDK's own and the agent's command line. They inherit {@code
 * JAVA_TOOL_OPTIONS}, live for a moment, and nobody wants to know what they delete.
 */
final class Tools {
  /** {@code java Program.java} runs the user's program inside the compiler's module. */
  private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

  private Tools() {}

  /**
   * The tool this JVM is running, as the line that says so names it, or null for an application.
   *
   * @param own the agent's jar
   */
  static @Nullable String running(
      Properties system, Supplier<String> executable, @Nullable URL own) {
    String command = system.getProperty("sun.java.command");
    if (command == null || command.isEmpty()) {
      return executable.get().matches(".*[/\\\\]javaw?(\\.exe)?")
          ? "a tool of the JDK (java without a program)"
          : null;
    }
    if (own != null && isCommandLine(command, system.getProperty("java.class.path", ""), own)) {
      return "its own command line";
    }
    String main = command.split(" ", 2)[0];
    int slash = main.indexOf('/');
    if (slash < 0 || main.endsWith(".jar") || main.startsWith("/")) {
      return null;
    }
    String module = main.substring(0, slash);
    boolean ofTheJdk = module.startsWith("jdk.") || module.startsWith("java.");
    return ofTheJdk && !main.startsWith(SOURCE_LAUNCHER, slash + 1)
        ? "a tool of the JDK (" + main + ")"
        : null;
  }

  /**
   * Whether the program is {@code java -jar} of the agent's jar. The command then begins with the
   * first entry of the class path; of two copies of the jar the one on the class path is {@code
   * own}, for this class was found there first.
   */
  private static boolean isCommandLine(String command, String classPath, URL own) {
    String first = classPath.split(File.pathSeparator, 2)[0];
    if (first.isEmpty() || !(command + " ").startsWith(first + " ")) {
      return false;
    }
    try {
      return new File(first).getCanonicalFile().equals(new File(own.toURI()).getCanonicalFile());
    } catch (IOException | URISyntaxException | IllegalArgumentException notAFile) {
      return false;
    }
  }
}
