package dev.tombstone.assembly;

import java.io.PrintStream;

/** {@code java -jar tombstone-agent.jar}: help and version; commands come with later versions. */
public final class CommandLine {
  private static final String HELP =
      """
      Tombstone shows every deletion from the maps of a running JVM.

      Attach at start:  java -javaagent:tombstone-agent.jar[=key=value,key=value] -jar app.jar
      This program:     java -jar tombstone-agent.jar --help | --version

      Keys, endpoints and metrics: see the README.
      """;

  private CommandLine() {}

  /**
   * Runs a command.
   *
   * @return the exit code: 0 ok, 2 usage
   */
  public static int run(String[] arguments) {
    return run(arguments, System.out, System.err);
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    String first = arguments.length == 1 ? arguments[0] : "";
    switch (first) {
      case "--help", "-h" -> {
        out.print(HELP);
        return 0;
      }
      case "--version" -> {
        out.println(AgentStarter.version());
        return 0;
      }
      default -> {
        err.print(HELP);
        return 2;
      }
    }
  }
}
