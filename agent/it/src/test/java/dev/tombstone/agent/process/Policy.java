package dev.tombstone.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** A security manager and what it permits. Where the JDK has none any more, tests are skipped. */
public final class Policy {
  private static final String ALL_TO_THE_JAR =
      "grant codeBase \"file:"
          + AgentProcess.JAR
          + "\" { permission java.security.AllPermission; };\n";

  private Policy() {}

  /**
   * The JVM's options for one under which the agent's jar may do everything.
   *
   * @param folder for the policy's file
   * @param permissions names of the {@code RuntimePermission}s that everybody has
   */
  public static String[] withRightsForTheJar(Path folder, String... permissions)
      throws IOException {
    return options(folder, ALL_TO_THE_JAR, permissions);
  }

  /** Likewise, with no more rights for the agent's jar than for others. */
  public static String[] withoutRightsForTheJar(Path folder, String... permissions)
      throws IOException {
    return options(folder, "", permissions);
  }

  private static String[] options(Path folder, String grant, String... permissions)
      throws IOException {
    Assumptions.assumeTrue(
        AgentProcess.feature() < 24, "JDK " + AgentProcess.feature() + " has no security manager");
    String toAll =
        Arrays.stream(permissions)
            .map(name -> "permission java.lang.RuntimePermission \"" + name + "\"; ")
            .collect(Collectors.joining("", "grant { ", "};"));
    Path file = Files.writeString(folder.resolve("agent.policy"), grant + toAll);
    return new String[] {"-Djava.security.manager", "-Djava.security.policy=" + file};
  }
}
