package dev.tombstone.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverheadReportTest {
  private static final Path ROOT = Path.of("../..");

  @TempDir Path folder;

  @Test
  void calls_withinTheTarget_metBeyondMissed() throws IOException {
    Measurements measurements =
        read(
            "calls 17 HashMap_miss bare ns 2",
            "calls 17 HashMap_miss empty_hook ns 3",
            "calls 17 HashMap_miss agent ns 5.4",
            "calls 25 HashMap_miss bare ns 2",
            "calls 25 HashMap_miss empty_hook ns 3",
            "calls 25 HashMap_miss agent ns 5.6",
            "calls 25 HashMap_miss JFR_method_timing ns 47");
    assertThat(CallsPart.calls().targets(measurements))
        .contains(
            target("HashMap miss, over the empty hook", "17", "≤ +2.5 ns", "+2.4 ns", true),
            target("HashMap miss, over the empty hook", "25", "≤ +2.5 ns", "+2.6 ns", false),
            target(
                "HashMap miss, of what JFR method timing adds", "25", "≤ 0.067", "0.080", false));
  }

  @Test
  void calls_notMeasured_neitherMetNorMissed() throws IOException {
    Measurements measurements = read("calls 17 HashMap_miss bare ns 2");
    assertThat(CallsPart.calls().targets(measurements))
        .isNotEmpty()
        .allMatch(target -> target.verdict() == Targets.Verdict.NOT_MEASURED);
  }

  @Test
  void calls_twoThreads_whatIsAddedIsCompared() throws IOException {
    Measurements measurements =
        read(
            "calls 17 HashMap_miss bare ns 2",
            "calls 17 HashMap_miss agent ns 4",
            "calls 17 HashMap_miss,_2_threads bare ns 3",
            "calls 17 HashMap_miss,_2_threads agent ns 6");
    assertThat(CallsPart.calls().targets(measurements))
        .contains(
            target(
                "HashMap miss, added by two threads over added by one",
                "17",
                "≤ 1.30",
                "1.50",
                false));
  }

  @Test
  void spread_touching_metApart_missed() throws IOException {
    Measurements measurements =
        read(
            "calls 17 HashMap_miss empty_hook ns 3",
            "calls 17 HashMap_miss empty_hook ns 4",
            "calls 17 HashMap_miss disabled ns 4",
            "calls 17 HashMap_miss disabled ns 5",
            "calls 17 HashMap_miss bare ns 2",
            "calls 17 HashMap_miss bare ns 2",
            "calls 17 HashMap_miss detached ns 2.1",
            "calls 17 HashMap_miss detached ns 2.3");
    assertThat(CallsPart.calls().targets(measurements))
        .filteredOn(
            target -> target.what().contains("disabled") || target.what().contains("detached"))
        .extracting(Targets.Target::verdict)
        .containsExactly(Targets.Verdict.MET, Targets.Verdict.MISSED);
  }

  @Test
  void start_bars_ofTheDifferenceToBare() throws IOException {
    Measurements measurements =
        read(
            "start 17 Hello bare cpu_s 0.05",
            "start 17 Hello Tombstone cpu_s 0.45",
            "start 17 Hello Tombstone lines 1",
            "jar any jar Tombstone MiB 7.5");
    assertThat(new StartPart().targets(measurements))
        .contains(
            target("Hello: processor time", "17", "≤ +0.35 s", "+0.40 s", false),
            target("Hello: printed beyond the start line", "17", "≤ 0 lines", "0 lines", true),
            target("the agent's jar", "jar", "≤ 9.0 MiB", "7.5 MiB", true));
  }

  @Test
  void programs_pairs_ratioJudged() throws IOException {
    Measurements measurements =
        read(
            "programs 17 H2 bare operations/s 100",
            "programs 17 H2 agent operations/s 98",
            "programs 17 H2 bare p99_µs 10",
            "programs 17 H2 agent p99_µs 10",
            "programs 17 H2 bare cpu_µs/operation 1000",
            "programs 17 H2 agent cpu_µs/operation 1016");
    assertThat(new ProgramsPart().targets(measurements))
        .extracting(Targets.Target::verdict)
        .containsExactly(Targets.Verdict.MISSED, Targets.Verdict.MISSED, Targets.Verdict.MET);
  }

  @Test
  void programs_ofTheScripts_inUsageAndPage() throws IOException {
    List<String> programs = new ArrayList<>();
    programs.addAll(quoted("build/bench/servers.py", "SERVERS = "));
    programs.addAll(quoted("build/bench/programs.py", "PROGRAMS = "));
    assertThat(programs).contains("Kafka", "javac");
    String last = programs.get(programs.size() - 1);
    assertThat(Files.readString(ROOT.resolve("bench")))
        .contains(
            "^(" + String.join("|", programs) + ")$",
            String.join(", ", programs.subList(0, programs.size() - 1)) + " or " + last);
    assertThat(Files.readString(ROOT.resolve("docs/performance.md")))
        .contains(programs.stream().map(program -> "\n| " + program + " | ").toList());
  }

  @Test
  void code_methodBeyondWhatIsInlined_missedAndNamed() throws IOException {
    Measurements measurements =
        read(
            "code 17 H2:_java.util.HashMap.clear bare machine_code,_B 640",
            "code 17 H2:_java.util.HashMap.clear agent machine_code,_B 2501",
            "code 17 H2:_java.util.HashMap.resize bare machine_code,_B 3000",
            "code 17 H2:_java.util.HashMap.resize agent machine_code,_B 3100",
            "code 17 H2:_java.util.HashMap.putVal agent calls_not_inlined 7",
            "code 17 iterator_loop_HashMap bare allocated,_B 0",
            "code 17 iterator_loop_HashMap agent allocated,_B 32");
    assertThat(new CodePart().targets(measurements))
        .containsExactly(
            target(
                "maps' methods that grow beyond 2,500 B (H2: java.util.HashMap.clear)",
                "17",
                "≤ 0",
                "1",
                false),
            target("iterator loop HashMap: bytes over bare", "17", "≤ 0.5 B", "32.0 B", false));
    assertThat(new CodePart().table(measurements))
        .contains(
            "| 17 | H2: java.util.HashMap.clear | machine code, B | 640 | 2,501 |",
            "| 17 | H2: java.util.HashMap.putVal | calls not inlined | 0 | 7 |",
            "| 17 | iterator loop HashMap | allocated, B | 0.0 | 32.0 |");
  }

  @Test
  void detail_costsAddedRatioAndRecall_judged() throws IOException {
    Measurements measurements =
        read(
            "detail 17 500,000_a_second counted removal,_ns 70",
            "detail 17 500,000_a_second recorded removal,_ns 170",
            "detail 17 500,000_a_second counted drain,_ns 1",
            "detail 17 500,000_a_second recorded drain,_ns 301",
            "detail 17 500,000_a_second recorded least_ratio 0.25",
            "detail 17 two_million_at_once recorded burst,_s 0.6",
            "detail 17 two_million_at_once recorded recall 0.93");
    assertThat(new DetailPart().targets(measurements))
        .extracting(Targets.Target::verdict)
        .containsExactly(
            Targets.Verdict.MET,
            Targets.Verdict.MISSED,
            Targets.Verdict.MISSED,
            Targets.Verdict.MET);
    assertThat(new DetailPart().table(measurements))
        .contains("| 17 | two million at once | recorded | – | – | – | – | 0.60 | 0.93 |");
  }

  @Test
  void report_onlyPartsThatWereMeasured() throws IOException {
    String text =
        OverheadReport.markdown(
            read("idle 17 HashMap_get bare ns 2", "idle 17 HashMap_get agent ns 2"),
            LocalDate.of(2026, 11, 25));
    assertThat(text)
        .contains("| HashMap get | 17 | ≤ 1.010 × bare | 1.000 × bare | met |", "**idle**")
        .doesNotContain("**calls**", "**start**", "**programs**");
  }

  @Test
  void file_ofOtherShape_refused() {
    assertThatThrownBy(() -> read("calls 17 2")).isInstanceOf(IOException.class);
  }

  /** What stands in quotes in a line of a file. */
  private static List<String> quoted(String file, String line) throws IOException {
    return Files.readAllLines(ROOT.resolve(file)).stream()
        .filter(text -> text.startsWith(line))
        .flatMap(text -> Pattern.compile("\"(\\w+)\"").matcher(text).results())
        .map(quoted -> quoted.group(1))
        .toList();
  }

  private static Targets.Target target(
      String what, String where, String asked, String reached, boolean met) {
    Targets.Verdict verdict = met ? Targets.Verdict.MET : Targets.Verdict.MISSED;
    return new Targets.Target(what, where, asked, reached, verdict);
  }

  /** Lines with spaces for tabs, and underlines for spaces. */
  private Measurements read(String... lines) throws IOException {
    List<String> tabbed =
        Stream.of(lines).map(line -> line.replace(' ', '\t').replace('_', ' ')).toList();
    return Measurements.read(Files.write(folder.resolve("measurements.tsv"), tabbed));
  }
}
