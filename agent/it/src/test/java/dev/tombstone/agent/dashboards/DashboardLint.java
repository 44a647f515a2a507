package dev.tombstone.agent.dashboards;

import static dev.tombstone.agent.dashboards.Dashboard.text;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with a dashboard: the rules of Grafana's dashboard linter, unique ids, and panels
 * that do not lie on each other.
 */
final class DashboardLint {
  private static final String DATA_SOURCE = "${datasource}";
  private static final int COLUMNS = 24;
  private static final Set<String> TYPES =
      Set.of("timeseries", "stat", "bargauge", "table", "gauge");

  private final List<String> problems = new ArrayList<>();

  private DashboardLint() {}

  static List<String> of(Dashboard dashboard) {
    DashboardLint lint = new DashboardLint();
    lint.whole(dashboard.json());
    lint.variables(dashboard);
    lint.annotations(dashboard);
    lint.places(dashboard.all());
    dashboard.panels().forEach(lint::panel);
    return lint.problems;
  }

  private void whole(JsonObject dashboard) {
    check(text(dashboard, "uid").matches("[a-z-]{1,40}"), "the uid is fixed");
    check(text(dashboard, "id").isEmpty(), "the id is the server's business");
    check(text(dashboard, "editable").equals("false"), "it is not editable");
    check(text(dashboard, "graphTooltip").equals("1"), "the crosshair is shared");
    check(!text(dashboard, "description").isEmpty(), "it has a description");
  }

  private void variables(Dashboard dashboard) {
    List<JsonObject> variables = dashboard.variables();
    List<String> names = variables.stream().map(variable -> text(variable, "name")).toList();
    check(names.equals(List.of("datasource", "job", "instance", "map")), "variables: " + names);
    for (JsonObject variable : variables) {
      String name = text(variable, "name");
      if (name.equals("datasource")) {
        check(text(variable, "type").equals("datasource"), "$datasource is a data source");
        check(text(variable, "query").equals("prometheus"), "$datasource is a Prometheus");
        check(text(variable, "label").equals("Data source"), "$datasource has its label");
        continue;
      }
      check(text(variable, "type").equals("query"), "$" + name + " is queried");
      check(text(variable, "label").equalsIgnoreCase(name), "$" + name + " has its label");
      check(text(variable, "multi").equals("true"), "several of $" + name + " can be chosen");
      check(text(variable, "includeAll").equals("true"), "all of $" + name + " can be chosen");
      check(text(variable, "allValue").equals(".+"), "all of $" + name + " is .+");
      check(text(variable, "refresh").equals("2"), "$" + name + " follows the time range");
      dataSource("$" + name, variable);
      String query = text(variable.getAsJsonObject("query"), "query");
      check(query.startsWith("label_values("), "$" + name + " asks for values of a label");
      QueryLint.of(query).forEach(problem -> problems.add("$" + name + ": " + problem));
    }
  }

  private void annotations(Dashboard dashboard) {
    check(!dashboard.annotations().isEmpty(), "restarts are marked");
    for (JsonObject annotation : dashboard.annotations()) {
      String name = text(annotation, "name");
      dataSource(name, annotation);
      QueryLint.ofPanel(text(annotation, "expr"))
          .forEach(problem -> problems.add(name + ": " + problem));
    }
  }

  private void panel(JsonObject panel) {
    String title = text(panel, "title");
    check(!title.isEmpty(), "every panel has a title");
    check(text(panel, "description").endsWith("."), title + " has a description");
    check(TYPES.contains(text(panel, "type")), title + " is of a usual type");
    JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
    check(!text(defaults, "unit").isEmpty(), title + " has a unit");
    dataSource(title, panel);
    Set<String> ids = new HashSet<>();
    for (JsonObject target : Dashboard.objects(panel.getAsJsonArray("targets"))) {
      check(ids.add(text(target, "refId")), title + " has queries of different names");
      dataSource(title, target);
      QueryLint.ofPanel(text(target, "expr"))
          .forEach(problem -> problems.add(title + ": " + problem));
    }
    check(!ids.isEmpty(), title + " has a query");
  }

  private void places(List<JsonObject> panels) {
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (JsonObject panel : panels) {
      String title = text(panel, "title");
      check(ids.add(text(panel, "id")), title + " has an id of its own");
      check(titles.add(title), title + " is a title used once");
      JsonObject place = panel.getAsJsonObject("gridPos");
      int left = place.get("x").getAsInt();
      int right = left + place.get("w").getAsInt();
      int top = place.get("y").getAsInt();
      int bottom = top + place.get("h").getAsInt();
      check(left >= 0 && right <= COLUMNS, title + " is within the columns");
      boolean free = right > left && bottom > top;
      for (int x = left; x < right; x++) {
        for (int y = top; y < bottom; y++) {
          free &= taken.add(x + "," + y);
        }
      }
      check(free, title + " has a place of its own");
    }
  }

  private void dataSource(String owner, JsonObject object) {
    JsonObject source = object.getAsJsonObject("datasource");
    check(
        source != null
            && text(source, "uid").equals(DATA_SOURCE)
            && text(source, "type").equals("prometheus"),
        owner + " asks $datasource");
  }

  /** Each is said as it should be. */
  private void check(boolean holds, String rule) {
    if (!holds) {
      problems.add("not so: " + rule);
    }
  }
}
