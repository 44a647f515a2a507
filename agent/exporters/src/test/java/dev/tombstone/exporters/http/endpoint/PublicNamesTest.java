package dev.tombstone.exporters.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.config.Option;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.exporters.FakeSource;
import dev.tombstone.exporters.jfr.JfrExporter;
import dev.tombstone.exporters.jmx.JmxExporter;
import dev.tombstone.exporters.metrics.Metric;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.operation.Operation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;

/** {@code docs/public-names.txt} against the code, and the pages against the list. */
class PublicNamesTest {
  private static final Path ROOT = Path.of("../..");

  private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]+`", Pattern.DOTALL);

  /** A metric's name, without what a histogram adds to it. */
  private static final Pattern METRIC =
      Pattern.compile("\\btombstone_[a-z_]+?(?=(?:_(?:bucket|sum|count))?\\b)");

  private static final Pattern PATH =
      Pattern.compile("(?:^`|\\b(?:GET|PUT) |://[\\w.]+:\\d+)(/[a-z]+(?:/[a-z]+)*)");

  private record Name(String kind, String name, boolean reserved) {}

  @Test
  void configurationKeys_inTheCode_areTheListed() throws Exception {
    assertListed("config", Option.ALL.stream().map(Option::key));
  }

  @Test
  void metrics_inTheCode_areTheListed() throws Exception {
    assertListed("metric", Arrays.stream(Metric.values()).map(Metric::exportedName));
  }

  @Test
  void operations_inTheCode_areTheListed() throws Exception {
    assertListed("operation", Arrays.stream(Operation.values()).map(Operation::id));
  }

  @Test
  void hazards_inTheCode_areTheListed() throws Exception {
    assertListed("hazard", AllDetectors.ALL.hazards().stream().map(Hazard::id));
  }

  @Test
  void endpoints_inTheCode_areTheListed() throws Exception {
    assertListed(
        "endpoint",
        Endpoints.of(new FakeSource()).stream()
            .map(Endpoint::path)
            .filter(path -> !path.startsWith("/page/")));
  }

  @Test
  void mbean_inTheCode_isTheListed() throws Exception {
    try (JmxExporter exporter =
        new JmxExporter(new FakeSource(), Thread::new, (kind, error) -> {})) {
      exporter.start();
      ObjectName name = new ObjectName(JmxExporter.NAME);
      MBeanInfo info = ManagementFactory.getPlatformMBeanServer().getMBeanInfo(name);
      assertListed("mbean", Stream.of(name.getCanonicalName()));
      assertListed(
          "mbean-attribute", Arrays.stream(info.getAttributes()).map(MBeanFeatureInfo::getName));
      assertListed(
          "mbean-operation", Arrays.stream(info.getOperations()).map(MBeanFeatureInfo::getName));
    }
  }

  @Test
  void jfrEvents_inTheCode_areTheListed() throws Exception {
    try (JfrExporter exporter =
        new JfrExporter(new FakeSource(), Thread::new, (kind, error) -> {})) {
      exporter.start();
      assertListed(
          "jfr-event",
          FlightRecorder.getFlightRecorder().getEventTypes().stream()
              .map(EventType::getName)
              .filter(name -> name.startsWith("tombstone.")));
    }
  }

  @Test
  void pages_namesInCodeFont_areListed() throws Exception {
    Pattern key =
        Pattern.compile("(?<![\\w./-])(?:-Dtombstone\\.)?((?:" + keyGroups() + ")(?:\\.[a-z]+)+)");
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      for (String code : all(CODE, Files.readString(page), MatchResult::group)) {
        unknown.addAll(unlisted(page, "metric", all(METRIC, code, MatchResult::group)));
        unknown.addAll(unlisted(page, "endpoint", all(PATH, code, found -> found.group(1))));
        unknown.addAll(unlisted(page, "config", all(key, code, found -> found.group(1))));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void pages_linksToFiles_leadSomewhere() throws Exception {
    Pattern link = Pattern.compile("]\\((?!https?:|#)([^)#]+)");
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (String target : all(link, Files.readString(page), found -> found.group(1))) {
        if (!Files.exists(page.resolveSibling(target))) {
          dead.add(page + ": " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  /** A reserved name may be in the code already; any other must be. */
  private static void assertListed(String kind, Stream<String> inCode) throws IOException {
    Set<String> code = inCode.collect(Collectors.toCollection(TreeSet::new));
    assertThat(names(kind, true)).containsAll(code);
    assertThat(code).containsAll(names(kind, false));
  }

  private static List<String> unlisted(Path page, String kind, List<String> found)
      throws IOException {
    Set<String> listed = names(kind, true);
    return found.stream()
        .filter(name -> !listed.contains(name))
        .map(name -> page + ": " + kind + " " + name)
        .toList();
  }

  private static Set<String> names(String kind, boolean withReserved) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/public-names.txt"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .map(part -> new Name(part[0], part[1], part.length > 2))
          .filter(name -> name.kind.equals(kind) && (withReserved || !name.reserved))
          .map(Name::name)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The first words of the keys that have more than one. */
  private static String keyGroups() throws IOException {
    return names("config", true).stream()
        .filter(name -> name.contains("."))
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .collect(Collectors.joining("|"));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    for (String folder : List.of("docs", "dashboards", "examples")) {
      try (Stream<Path> docs = Files.walk(ROOT.resolve(folder))) {
        docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<String> all(
      Pattern pattern, String text, Function<MatchResult, String> part) {
    return pattern.matcher(text).results().map(part).toList();
  }
}
