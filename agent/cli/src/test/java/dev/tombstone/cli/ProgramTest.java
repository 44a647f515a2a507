package dev.tombstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ProgramTest {
  /** {@code docs/public-names.txt} against the program: a command works or is reserved. */
  @Test
  void commands_inTheCode_areTheListed() throws IOException {
    CommandLine program = Program.commandLine();
    Set<String> code = new TreeSet<>(program.getSubcommands().keySet());
    program.getCommandSpec().options().forEach(option -> code.add(option.longestName()));
    try (Stream<String> lines = Files.lines(Path.of("../../docs/public-names.txt"))) {
      Set<String> listed =
          lines
              .filter(line -> line.startsWith("command ") && !line.endsWith(" reserved"))
              .map(line -> line.split(" ", -1)[1])
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(listed).isEqualTo(code);
    }
  }
}
