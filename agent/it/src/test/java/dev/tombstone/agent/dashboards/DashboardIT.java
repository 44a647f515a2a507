package dev.tombstone.agent.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.ScriptedLoad;
import dev.tombstone.exporters.metrics.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the dashboard, answered by a real Prometheus about a real agent under load. */
@Tag("alone")
@Tag("dashboard")
class DashboardIT {
  private static final int RATE_SECONDS = 15;
  private static final int STEADY_SECONDS = RATE_SECONDS + 9;
  private static final String PROVEN = "sum (tombstone_findings_total{grade=\"PROVEN\"})";
  private static final String CPU_PANEL = "Processor time of the agent";
  private static final String ERROR_PANEL = "Error of the shares";

  @TempDir static Path folder;
  private static AgentProcess program;
  private static Prometheus prometheus;
  private static Dashboard dashboard;
  private static String instance;
  private static Instant steady;
  private static JsonObject agent;

  @BeforeAll
  static void startAndAwaitSteadyLoad() throws Exception {
    dashboard = Dashboard.shipped();
    program = AgentProcess.in(folder).program(ScriptedLoad.class.getName()).start();
    instance = program.uri().getAuthority();
    prometheus = Prometheus.scraping(program.uri(), folder.resolve("prometheus"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(500, TimeUnit.MILLISECONDS)
        .until(() -> scrapes() >= STEADY_SECONDS);
    steady = Instant.now();
    agent = program.json("/agent");
  }

  @AfterAll
  static void end() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (program != null) {
      program.close();
    }
  }

  @Test
  void panels_underLoad_showWhatTheLoadIs() throws Exception {
    Answers all = answers(dashboard, Variables.all(RATE_SECONDS));
    Answers slow = answers(dashboard, Variables.of(ScriptedLoad.Slow.class, RATE_SECONDS));
    assertThat(all.problems()).isEmpty();

    List<Expected> expected = Expected.underLoad(instance, agent);
    assertShown(all, expected);
    assertShown(slow, Expected.ofSlowDeletions());
    assertShown(all, List.of(new Expected(CPU_PANEL, instance, processors())));

    Set<String> checked = expected.stream().map(Expected::panel).collect(Collectors.toSet());
    Expected.ofSlowDeletions().forEach(one -> checked.add(one.panel()));
    checked.addAll(List.of(CPU_PANEL, ERROR_PANEL));
    assertThat(dashboard.panels()).allMatch(panel -> checked.contains(Dashboard.title(panel)));
  }

  /** It changes from second to second, and is seen a second late. */
  @Test
  void errorOfTheShares_underLoad_isThatOfTheHotKeys() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonObject hotKeys = program.json("/hotkeys?window=1m&k=10");
              double error = hotKeys.get("maximumError").getAsDouble();
              Variables variables = Variables.all(RATE_SECONDS);
              Answers now = Answers.of(dashboard, prometheus, Instant.now(), variables);
              assertThat(error).isPositive();
              assertShown(now, List.of(new Expected(ERROR_PANEL, instance, error)));
            });
  }

  @Test
  void panels_ofADashboardWithARenamedMetric_areFoundToBeEmpty() throws Exception {
    for (Metric metric : Metric.values()) {
      String name = metric.exportedName();
      String text = dashboard.json().toString();
      if (!text.contains(name)) {
        // One of those that not-shown.txt lists, to which DashboardTest holds it.
        continue;
      }
      Dashboard renamed = Dashboard.of(text.replace(name, name.replace("tombstone", "toombstone")));
      assertThat(answers(renamed, Variables.all(RATE_SECONDS)).problems())
          .as(name)
          .isNotEmpty()
          .allMatch(problem -> problem.contains("toombstone"));
    }
  }

  @Test
  void variables_underLoad_offerJobInstanceAndMaps() throws Exception {
    assertThat(values("job", "tombstone_build_info")).containsExactly("tombstone");
    assertThat(values("instance", "tombstone_build_info")).containsExactly(instance);
    assertThat(values("map", "tombstone_removals_total"))
        .contains(ScriptedLoad.Sessions.class.getName(), ScriptedLoad.Slow.class.getName());
    Variables variables = Variables.all(RATE_SECONDS);
    for (JsonObject annotation : dashboard.annotations()) {
      String expression = Dashboard.text(annotation, "expr");
      assertThat(prometheus.query(variables.resolve(expression), steady)).isEmpty();
    }
  }

  @Test
  void metrics_underLoad_areCleanForPromtool() throws Exception {
    String scrape = program.get("/metrics").body();
    Tools.Result result =
        Tools.promtoolReading(folder.resolve("metrics"), scrape, "check", "metrics");
    assertThat(result.output()).isEmpty();
    assertThat(result.code()).isZero();
    Tools.Result bad =
        Tools.promtoolReading(
            folder.resolve("bad"),
            scrape.replace("removals_total", "removals"),
            "check",
            "metrics");
    assertThat(bad.output()).contains("tombstone_removals");
  }

  @Test
  void brokenMap_underLoad_isOnThePanelsAndFiresItsAlert() throws Exception {
    assertThat(prometheus.firing()).isEmpty();
    double found = breakUntilFound();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> prometheus.firing().stream().anyMatch(DashboardIT::isProvenHazard));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> prometheus.query(PROVEN, Instant.now()).get(0).last() == found);

    Answers answers = Answers.of(dashboard, prometheus, Instant.now(), Variables.all(RATE_SECONDS));
    assertShown(
        answers,
        List.of(
            new Expected("Proven hazards", "now", found),
            new Expected("Proven", "concurrent-removal", found),
            new Expected("Sightings since start", "PROVEN concurrent-removal", found)));
    assertThat(prometheus.firing()).allMatch(DashboardIT::isProvenHazard);
  }

  private static boolean isProvenHazard(JsonObject alert) {
    JsonObject labels = alert.getAsJsonObject("labels");
    return Dashboard.text(labels, "alertname").equals("ProvenHazard")
        && Dashboard.text(labels, "hazard").equals("concurrent-removal")
        && Dashboard.text(labels, "instance").equals(instance);
  }

  /** Finding takes luck; each time is a second and a half of it. */
  private static double breakUntilFound() throws Exception {
    for (int times = 1; times <= 40 && foundSoFar() == 0; times++) {
      program.send("break");
      int lines = times;
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> program.out().lines().filter("broken"::equals).count() == lines);
    }
    assertThat(foundSoFar()).isPositive();
    return foundSoFar();
  }

  private static double foundSoFar() throws Exception {
    double found = 0;
    for (JsonObject finding :
        Dashboard.objects(program.json("/findings").getAsJsonArray("findings"))) {
      assertThat(Dashboard.text(finding, "grade")).isEqualTo("PROVEN");
      found += finding.get("count").getAsDouble();
    }
    return found;
  }

  private static void assertShown(Answers answers, List<Expected> expected) {
    List<String> wrong = new ArrayList<>();
    for (Expected one : expected) {
      double shown = answers.of(one.panel(), one.series());
      if (!one.fits(shown)) {
        wrong.add(one + " but shown " + shown);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Answers answers(Dashboard asked, Variables variables) throws Exception {
    return Answers.of(asked, prometheus, steady, variables);
  }

  /** From the samples themselves: how many processors the agent's threads kept busy. */
  private static double processors() throws Exception {
    Prometheus.Series samples =
        prometheus.query("tombstone_agent_cpu_seconds_total[" + RATE_SECONDS + "s]", steady).get(0);
    assertThat(agent.get("cpuSeconds").getAsDouble()).isGreaterThanOrEqualTo(samples.last());
    return (samples.last() - samples.values().get(0)) / samples.seconds();
  }

  private static Set<String> values(String label, String metric) throws Exception {
    Set<String> values = new TreeSet<>();
    prometheus.query(metric, steady).forEach(series -> values.add(series.labels().get(label)));
    return values;
  }

  private static double scrapes() throws Exception {
    List<Prometheus.Series> counted =
        prometheus.query("count_over_time(tombstone_build_info[5m])", Instant.now());
    return counted.isEmpty() ? 0 : counted.get(0).last();
  }
}
