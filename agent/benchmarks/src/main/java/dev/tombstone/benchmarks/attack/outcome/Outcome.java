package dev.tombstone.benchmarks.attack.outcome;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one JVM.
 *
 * @param ended by itself, in time
 * @param model as far as the program got; empty if it wrote none
 * @param report of the agent, if there is one
 * @param files in its folder
 * @param faults that the accomplice noted
 */
public record Outcome(
    boolean ended,
    int exitCode,
    List<String> out,
    List<String> err,
    Model model,
    @Nullable Counts report,
    Set<String> files,
    List<String> faults) {

  /** Reads what a JVM left in its folder. */
  public static Outcome read(Path folder, boolean ended, int exitCode, List<String> faults)
      throws IOException {
    Path report = folder.resolve("report.json");
    return new Outcome(
        ended,
        exitCode,
        lines(folder.resolve("out.txt")),
        lines(folder.resolve("err.txt")),
        Model.parse(lines(folder.resolve("model.txt"))),
        Files.isRegularFile(report) ? Counts.parse(text(report)) : null,
        names(folder),
        List.copyOf(faults));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? text(file).lines().toList() : List.of();
  }

  /** Whatever bytes there are: a program may write anything. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
