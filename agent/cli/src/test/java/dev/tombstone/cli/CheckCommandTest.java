package dev.tombstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String FINDING =
      """
      {"hazard":"concurrent-removal","grade":"%s","count":3,"map":"java.util.HashMap",
       "summary":"two threads","threads":[{"name":"one\\u001b[2J","stack":["a.B.c(B.java:7)"]}]}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "PROVEN, proven, 1",
    "PROVEN, observed, 1",
    "PROVEN, any, 1",
    "OBSERVED, proven, 0",
    "OBSERVED, observed, 1",
    "OBSERVED, any, 1",
    "SUSPECT, proven, 0",
    "SUSPECT, observed, 0",
    "SUSPECT, any, 1",
  })
  void check_oneFinding_countsByGrade(String grade, String failOn, int exitCode) throws Exception {
    Path report = report("one.json", FINDING.formatted(grade));
    assertThat(check(report.toString(), "--fail-on", failOn)).isEqualTo(exitCode);
    assertThat(out.toString())
        .contains(
            exitCode == 1 ? "1 finding in 1 report" : "0 findings in 1 report; 1 more of a lower");
    assertThat(out.toString().contains(grade + " concurrent-removal, java.util.HashMap, 3x"))
        .isEqualTo(exitCode == 1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void check_withoutGrade_failsOnProven() throws Exception {
    assertThat(check(report("one.json", FINDING.formatted("OBSERVED")).toString())).isZero();
    assertThat(check(report("two.json", FINDING.formatted("PROVEN")).toString())).isEqualTo(1);
  }

  @Test
  void check_severalReports_findingsUnderTheirFile() throws Exception {
    Path clean = report("clean.json", "");
    Path first = report("first.json", FINDING.formatted("PROVEN"));
    Path second =
        report("second.json", FINDING.formatted("PROVEN") + "," + FINDING.formatted("OBSERVED"));
    assertThat(check(clean.toString(), first.toString(), second.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(first + ":", second + ":", "2 findings in 3 reports; 1 more of a lower grade")
        .doesNotContain(clean.toString());
  }

  @Test
  void check_oddThreadName_isPrintedWithoutControlCharacters() throws Exception {
    check(report("one.json", FINDING.formatted("PROVEN")).toString());
    assertThat(out.toString()).contains("thread one\\u001b[2J", "  at a.B.c(B.java:7)");
  }

  @Test
  void check_reportOfARunWithoutDetectors_saysSo() throws Exception {
    Path report = folder.resolve("none.json");
    Files.writeString(
        report,
        "{\"meta\":{\"settings\":{\"detectors\":\"none\"}},\"findings\":{\"findings\":[]}}");
    assertThat(check(report.toString())).isZero();
    assertThat(err.toString()).contains("no detector was on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{",
        "{\"findings\":[]}",
        "{\"findings\":{}}",
        "{\"findings\":{\"findings\":[1]}}",
        "{\"findings\":{\"findings\":[{\"hazard\":\"x\"}]}}",
      })
  void check_noReport_exitCode2(String contents) throws Exception {
    Path file = folder.resolve("odd.json");
    Files.writeString(file, contents);
    assertThat(check(file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("odd.json is no ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void check_oneOfTwoFilesMissing_exitCode2AndNothingElse() throws Exception {
    Path report = report("one.json", FINDING.formatted("PROVEN"));
    Path missing = folder.resolve("missing.json");
    assertThat(check(report.toString(), missing.toString(), folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(missing + ": no such file; ", " cannot be read");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void check_wrongUsage_exitCode2() throws Exception {
    String report = report("one.json", "").toString();
    assertThat(check()).isEqualTo(2);
    assertThat(check(report, "--fail-on", "all")).isEqualTo(2);
    assertThat(err.toString()).contains("'all' is none of proven, observed, any");
    assertThat(check(report, "--fail-on")).isEqualTo(2);
  }

  private Path report(String name, String findings) throws IOException {
    Path file = folder.resolve(name);
    return Files.writeString(file, "{\"findings\":{\"findings\":[" + findings + "]}}");
  }

  private int check(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine program = Program.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return program.execute(all);
  }
}
