package dev.tombstone.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Prints the targets of the parts that were measured, then their tables. Argument: the file. The
 * exit code is 1 if a target is missed.
 */
public final class OverheadReport {
  private static final List<Part> PARTS =
      List.of(
          CallsPart.calls(),
          CallsPart.idle(),
          new StartPart(),
          new ProgramsPart(),
          new CodePart(),
          new DetailPart());

  private OverheadReport() {}

  /** Prints it. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    Measurements measurements = Measurements.read(Path.of(arguments[0]));
    out.print(markdown(measurements, LocalDate.now()));
    if (targets(measurements).stream()
        .anyMatch(target -> target.verdict() == Targets.Verdict.MISSED)) {
      System.exit(1);
    }
  }

  static String markdown(Measurements measurements, LocalDate day) {
    StringBuilder text = new StringBuilder();
    text.append(day).append(", ").append(Runtime.getRuntime().availableProcessors());
    text.append(" processors\n\n");
    text.append(Targets.markdown(targets(measurements)));
    for (Part part : measured(measurements)) {
      text.append("\n**").append(part.name()).append("** ").append(part.caption()).append("\n\n");
      text.append(part.table(measurements));
    }
    return text.toString();
  }

  private static List<Targets.Target> targets(Measurements measurements) {
    return measured(measurements).stream()
        .flatMap(part -> part.targets(measurements).stream())
        .toList();
  }

  private static List<Part> measured(Measurements measurements) {
    return PARTS.stream().filter(part -> measurements.has(part.name())).toList();
  }
}
