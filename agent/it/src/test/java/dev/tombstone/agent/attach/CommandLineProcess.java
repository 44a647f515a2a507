package dev.tombstone.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of the jar's command line, or of a tool of the JDK.
 *
 * @param exitCode of the process
 * @param out standard output
 * @param err standard error
 */
public record CommandLineProcess(int exitCode, String out, String err) {
  /** Runs {@code java -jar tombstone-agent.jar} with these arguments. */
  public static CommandLineProcess tombstone(String... arguments) throws Exception {
    return tombstone(AgentProcess.JAR, arguments);
  }

  /** The same, of a command that must be done. */
  public static CommandLineProcess done(String... arguments) throws Exception {
    CommandLineProcess done = tombstone(arguments);
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done;
  }

  /** As {@link #tombstone(String...)}, with another jar. */
  public static CommandLineProcess tombstone(Path jar, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(AgentProcess.java("java"));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(Arrays.asList(arguments));
    return run(command);
  }

  /** Runs any command. */
  public static CommandLineProcess run(List<String> command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("tombstone", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new CommandLineProcess(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
