package dev.tombstone.agent.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code promtool}, which comes with Debian's Prometheus. */
final class Tools {
  /**
   * How a run ended.
   *
   * @param code exit code
   * @param output of both streams
   */
  record Result(int code, String output) {}

  private Tools() {}

  /** Fails with a plain sentence where the programs are missing. */
  static void assertInstalled() {
    for (String program : List.of("prometheus", "promtool")) {
      boolean found =
          List.of(System.getenv("PATH").split(":", -1)).stream()
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      assertThat(found)
          .as(program + " is on the path; on Debian: apt-get install prometheus")
          .isTrue();
    }
  }

  static Result promtool(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return promtoolReading(folder, "", arguments);
  }

  /** With this as its input. */
  static Result promtoolReading(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    assertInstalled();
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    try (AgentProcess promtool = AgentProcess.start(folder, command, Map.of())) {
      if (!input.isEmpty()) {
        promtool.send(input);
      }
      promtool.endInput();
      int code = promtool.waitFor();
      return new Result(code, promtool.out() + promtool.err());
    }
  }
}
