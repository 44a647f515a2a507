package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Start of a trivial program and of a server, under each agent, with and without shared classes.
 */
final class StartPart implements Part {
  private static final String CPU = "cpu s";
  private static final String HELLO = "Hello";
  private static final String SERVER = "ZooKeeper";
  private static final String SHARED = ", class archive";
  private static final List<String> METRICS =
      List.of("wall s", "main s", CPU, "settled cpu s", "resident MiB", "classes", "lines");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String caption() {
    return "From the start of the process until it ends (Hello) or until the program and the agent's"
        + " endpoints answer (ZooKeeper), median [lowest – highest]. Settled and resident: once it"
        + " has been left alone; of Hello the peak. Lines: printed beyond the program's own.";
  }

  @Override
  public String table(Measurements measurements) {
    List<String> columns = new ArrayList<>(List.of("JDK", "program", "agent"));
    columns.addAll(METRICS);
    MarkdownTable table = new MarkdownTable(columns);
    for (String jdk : measurements.jdks(name())) {
      Section section = measurements.section(name(), jdk);
      for (String subject : measurements.subjects(name())) {
        for (String variant : measurements.variants(name())) {
          if (section.sample(subject, variant, CPU).isPresent()) {
            table.row(row(section, jdk, subject, variant));
          }
        }
      }
    }
    return table.toString();
  }

  private static List<String> row(Section section, String jdk, String subject, String variant) {
    List<String> cells = new ArrayList<>(List.of(jdk, subject, variant));
    for (String metric : METRICS) {
      int decimals = metric.endsWith(" s") ? 2 : 0;
      cells.add(
          section.sample(subject, variant, metric).map(s -> s.markdown(decimals)).orElse("–"));
    }
    return cells;
  }

  @Override
  public List<Targets.Target> targets(Measurements measurements) {
    List<Targets.Target> all = new ArrayList<>(Targets.byJdk(measurements, name(), StartPart::ask));
    Targets jar = new Targets("jar");
    Optional<Double> size = measurements.section("jar", "any").median("jar", "Tombstone", "MiB");
    jar.atMost("the agent's jar", 9, "%.1f MiB", size);
    all.addAll(jar.all());
    return all;
  }

  private static void ask(Section section, Targets targets) {
    for (String suffix : List.of("", SHARED)) {
      String agent = "Tombstone" + suffix;
      String bare = "bare" + suffix;
      targets.atMost(
          HELLO + suffix + ": processor time",
          0.35,
          "%+.2f s",
          section.added(HELLO, agent, bare, CPU));
      targets.atMost(
          HELLO + suffix + ": time to main",
          0.20,
          "%+.2f s",
          section.added(HELLO, agent, bare, "main s"));
      targets.atMost(
          HELLO + suffix + ": printed beyond the start line",
          0,
          "%.0f lines",
          section.median(HELLO, agent, "lines").map(lines -> lines - 1));
      targets.atMost(
          SERVER + suffix + ": agent's start until its endpoints are up, processor time",
          0.9,
          "%+.2f s",
          section.added(SERVER, agent, bare, CPU));
      targets.atMost(
          SERVER + suffix + ": resident, idle",
          24,
          "%+.0f MiB",
          section.added(SERVER, agent, bare, "resident MiB"));
    }
  }
}
