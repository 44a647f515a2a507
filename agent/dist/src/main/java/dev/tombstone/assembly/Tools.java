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
  /**
   * What the JVM was told to run by the name of its module, as every launcher of the JDK's tools
   * does. Neither {@code -jar}, whatever the jar's path looks like, nor a class of the class path,
   * nor {@code java Program.java} sets it.
   */
  private static final String MAIN_MODULE = "jdk.module.main";

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
    String module = system.getProperty(MAIN_MODULE, "");
    return isOfTheJdk(module) ? "a tool of the JDK (" + command.split(" ", 2)[0] + ")" : null;
  }

  /** A module of that name may be the application's own: it is the image's that counts. */
  private static boolean isOfTheJdk(String module) {
    return (module.startsWith("jdk.") || module.startsWith("java."))
        && ModuleLayer.boot()
            .configuration()
            .findModule(module)
            .flatMap(found -> found.reference().location())
            .filter(location -> location.getScheme().equals("jrt"))
            .isPresent();
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
