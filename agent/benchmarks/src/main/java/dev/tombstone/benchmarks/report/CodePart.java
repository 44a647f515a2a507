package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiled code of programs, and what uses of maps allocate, with and without the agent. */
final class CodePart implements Part {
  private static final String BARE = "bare";
  private static final String AGENT = "agent";
  private static final String SIZE = "machine code, B";
  private static final String CALLER = "caller's code, B";
  private static final String REFUSED = "calls not inlined";
  private static final String ALLOCATED = "allocated, B";

  /** HotSpot's {@code InlineSmallCode}: a method compiled into more is called, not inlined. */
  private static final double LARGEST_INLINED = 2_500;

  /** What two JVMs with the same code differ by. */
  private static final double NOISE_BYTES = 64;

  @Override
  public String name() {
    return "code";
  }

  @Override
  public String caption() {
    return "Machine code by the optimising compiler, largest version, of the maps' methods and of"
        + " methods that call them, where it grew by more than 64 B; how often a map's method was"
        + " not inlined for its size; bytes that a use of a map allocates. Medians over the rounds;"
        + " what is inlined where is decided anew in each JVM.";
  }

  @Override
  public String table(Measurements measurements) {
    MarkdownTable table = new MarkdownTable("JDK", "where", "", BARE, AGENT);
    for (String metric : List.of(SIZE, CALLER, REFUSED, ALLOCATED)) {
      for (String jdk : measurements.jdks(name())) {
        Section section = measurements.section(name(), jdk);
        for (String subject : measurements.subjects(name())) {
          if (isShown(section, subject, metric)) {
            table.row(
                List.of(
                    jdk,
                    subject,
                    metric,
                    cell(section, subject, BARE, metric),
                    cell(section, subject, AGENT, metric)));
          }
        }
      }
    }
    return table.toString();
  }

  private static boolean isShown(Section section, String subject, String metric) {
    Optional<Double> bare = section.median(subject, BARE, metric);
    Optional<Double> agent = section.median(subject, AGENT, metric);
    return switch (metric) {
      case REFUSED -> agent.orElse(0.0) > bare.orElse(0.0);
      case ALLOCATED -> agent.isPresent();
      default -> bare.isPresent() && agent.isPresent() && agent.get() - bare.get() > NOISE_BYTES;
    };
  }

  private static String cell(Section section, String subject, String variant, String metric) {
    int decimals = metric.equals(ALLOCATED) ? 1 : 0;
    return section
        .sample(subject, variant, metric)
        .map(sample -> sample.markdown(decimals))
        .orElse(metric.equals(REFUSED) ? "0" : "–");
  }

  @Override
  public List<Targets.Target> targets(Measurements measurements) {
    List<String> subjects = measurements.subjects(name());
    return Targets.byJdk(
        measurements,
        name(),
        (section, targets) -> {
          List<String> crossing = new ArrayList<>();
          for (String subject : subjects) {
            Optional<Double> bare = section.median(subject, BARE, SIZE);
            Optional<Double> agent = section.median(subject, AGENT, SIZE);
            if (bare.isPresent()
                && agent.isPresent()
                && bare.get() <= LARGEST_INLINED
                && agent.get() > LARGEST_INLINED) {
              crossing.add(subject);
            }
          }
          targets.atMost(
              String.format(
                  Locale.ROOT,
                  "maps' methods that grow beyond %,.0f B%s",
                  LARGEST_INLINED,
                  crossing.isEmpty() ? "" : " (" + String.join(", ", crossing) + ")"),
              0,
              "%.0f",
              subjects.stream().anyMatch(s -> section.median(s, AGENT, SIZE).isPresent())
                  ? Optional.of((double) crossing.size())
                  : Optional.empty());
          for (String subject : subjects) {
            Optional<Double> added = section.added(subject, AGENT, BARE, ALLOCATED);
            if (added.isPresent()) {
              targets.atMost(subject + ": bytes over bare", 0.5, "%.1f B", added);
            }
          }
        });
  }
}
