package dev.tombstone.cli;

import dev.tombstone.model.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: fails on what the detectors found, as a report file has it. */
@Command(
    name = "check",
    description = "Print the findings in report files that count; the gate of a test run.",
    footer = {
      "",
      "A report is what report.file=FILE writes, or what /report answers.",
      "Exit codes: 0 no finding counts; 1 at least one does; 2 a file is missing or no report.",
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "REPORT", description = "report files, one for each JVM")
  private List<Path> files = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "GRADE",
      defaultValue = "proven",
      converter = FailOn.Converter.class,
      description = "what counts: proven (the default), observed (that and proven) or any")
  private FailOn failOn = FailOn.PROVEN;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<ReportFile> reports = read();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int counting = 0;
    int others = 0;
    for (ReportFile report : reports) {
      List<ReportFile.Finding> found =
          report.findings().stream().filter(finding -> failOn.counts(finding.grade())).toList();
      counting += found.size();
      others += report.findings().size() - found.size();
      if (!found.isEmpty()) {
        out.println(Printable.of(report.file() + ":"));
        found.forEach(finding -> finding.print(out));
      }
      if (report.withoutDetectors()) {
        err.println(Printable.of("tombstone: " + report.file() + ": no detector was on"));
      }
    }
    out.println(total(counting, others, reports.size()));
    out.flush();
    return counting == 0 ? 0 : Failure.NEGATIVE;
  }

  private List<ReportFile> read() {
    List<ReportFile> reports = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Path file : files) {
      try {
        reports.add(ReportFile.read(file));
      } catch (Failure fault) {
        faults.add(String.valueOf(fault.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw new Failure(Failure.USAGE, String.join("; ", faults));
    }
    return reports;
  }

  private static String total(int counting, int others, int reports) {
    return number(counting, "finding")
        + " in "
        + number(reports, "report")
        + (others == 0 ? "" : "; " + others + " more of a lower grade");
  }

  private static String number(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
