package dev.tombstone.agent.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class AlertRulesTest {
  private static final Path PROMETHEUS = Dashboard.FOLDER.resolve("prometheus");
  private static final String NEVER = "vector(1) > 2";
  private static final String ALWAYS = "count by (job, instance) ({job=~\".+\"}) > 0";

  @TempDir Path folder;

  @Test
  void rules_allOfThem_areTheEightAlerts() throws Exception {
    assertThat(alerts().keySet())
        .containsExactly(
            "AgentDown",
            "AgentDegraded",
            "EventsDropped",
            "SketchErrorHigh",
            "HotKeyDominates",
            "DeleteRateSpike",
            "DeleteMissRatioHigh",
            "ProvenHazard");
  }

  @Test
  void promtool_overRulesAndScrapeExample_findsNothing() throws Exception {
    Tools.Result rules = Tools.promtool(folder, "check", "rules", "--lint=all", file("alerts.yml"));
    assertThat(rules.output()).contains("SUCCESS: 8 rules found");
    assertThat(rules.code()).isZero();
    Tools.Result config = Tools.promtool(folder, "check", "config", file("prometheus.yml"));
    assertThat(config.output()).contains("SUCCESS: 1 rule files found");
    assertThat(config.code()).isZero();
  }

  @Test
  void promtool_overTheRulesTests_passesThem() throws Exception {
    Tools.Result result = Tools.promtool(folder, "test", "rules", file("alerts_test.yml"));
    assertThat(result.output()).contains("SUCCESS");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("names")
  void promtool_overTheTestsOfARuleThatNeverOrAlwaysFires_failsThem(String alert) throws Exception {
    assertThat(failingWith(alert, NEVER)).contains("alertname: " + alert);
    assertThat(failingWith(alert, ALWAYS)).contains("alertname: " + alert);
  }

  @Test
  void alerts_eachOfThem_saysWhoMustActAndWhatToDo() throws Exception {
    String runbooks = Files.readString(Dashboard.FOLDER.resolve("runbooks.md"));
    alerts()
        .forEach(
            (name, alert) -> {
              assertThat(map(of(alert, "labels")).get("severity"))
                  .as(name)
                  .isIn("critical", "warning", "info");
              Map<String, Object> annotations = map(of(alert, "annotations"));
              assertThat(annotations.get("summary")).asString().as(name).endsWith(".");
              assertThat(annotations.get("description")).asString().as(name).endsWith(".");
              assertThat(annotations.get("runbook"))
                  .as(name)
                  .isEqualTo("dashboards/runbooks.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(runbooks).contains("\n## " + name + "\n");
              assertThat(QueryLint.of(of(alert, "expr").toString())).as(name).isEmpty();
            });
  }

  /** Fails with a metric that is not exported, as the panels do. */
  @Test
  void lint_ofAnAlertOverAnUnknownMetricOrLabel_findsIt() {
    assertThat(QueryLint.of("tombstone_gone_total > 0")).hasSize(1);
    assertThat(QueryLint.of("tombstone_findings_total{map=\"x\"} > 0")).hasSize(1);
  }

  @Test
  void tests_ofEachAlert_haveOneWhereItFiresAndOneWhereItIsSilent() throws Exception {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    Map<String, Object> tests = yaml(PROMETHEUS.resolve("alerts_test.yml"));
    for (Map<String, Object> test : list(of(tests, "tests"))) {
      boolean fires = of(test, "name").toString().contains(" fires ");
      for (Map<String, Object> one : list(of(test, "alert_rule_test"))) {
        String name = of(one, "alertname").toString();
        assertThat(of(test, "name").toString()).startsWith(name + " ");
        if (!list(of(one, "exp_alerts")).isEmpty()) {
          assertThat(fires).as(name).isTrue();
          firing.add(name);
        } else if (!fires) {
          silent.add(name);
        }
      }
    }
    assertThat(firing).isEqualTo(new TreeSet<>(names()));
    assertThat(silent).isEqualTo(new TreeSet<>(names()));
  }

  private String failingWith(String alert, String expression) throws Exception {
    Map<String, Object> rules = yaml(PROMETHEUS.resolve("alerts.yml"));
    of(alertsOf(rules), alert).put("expr", expression);
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.writeString(copy.resolve("alerts.yml"), new Yaml().dump(rules));
    Path tests = copy.resolve("alerts_test.yml");
    Files.writeString(tests, Files.readString(PROMETHEUS.resolve("alerts_test.yml")));
    Tools.Result result = Tools.promtool(folder, "test", "rules", tests.toString());
    assertThat(result.code()).as(alert + ": " + expression).isNotZero();
    return result.output();
  }

  static List<String> names() throws IOException {
    return List.copyOf(alerts().keySet());
  }

  private static Map<String, Map<String, Object>> alerts() throws IOException {
    return alertsOf(yaml(PROMETHEUS.resolve("alerts.yml")));
  }

  private static Map<String, Map<String, Object>> alertsOf(Map<String, Object> rules) {
    Map<String, Map<String, Object>> alerts = new LinkedHashMap<>();
    for (Map<String, Object> group : list(of(rules, "groups"))) {
      for (Map<String, Object> rule : list(of(group, "rules"))) {
        alerts.put(of(rule, "alert").toString(), rule);
      }
    }
    return alerts;
  }

  private static <T> T of(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static String file(String name) {
    return PROMETHEUS.resolve(name).toAbsolutePath().toString();
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return map(new Yaml().load(Files.readString(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
