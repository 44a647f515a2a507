package dev.tombstone.agent.dashboards;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Grafana dashboard as its file has it. */
record Dashboard(JsonObject json) {
  static final Path FOLDER = Path.of("../../dashboards");
  static final Path FILE = FOLDER.resolve("grafana/tombstone.json");

  /** A query of a panel, of a variable or of the annotations. */
  record Query(String owner, String expression, boolean instant, String legend) {}

  static Dashboard shipped() throws IOException {
    return of(Files.readString(FILE));
  }

  static Dashboard of(String text) {
    return new Dashboard(JsonParser.parseString(text).getAsJsonObject());
  }

  /** Every panel but rows, those of collapsed rows too. */
  List<JsonObject> panels() {
    List<JsonObject> panels = new ArrayList<>(all());
    panels.removeIf(panel -> text(panel, "type").equals("row"));
    return panels;
  }

  /** Rows and panels. */
  List<JsonObject> all() {
    List<JsonObject> all = new ArrayList<>();
    for (JsonObject panel : objects(json.getAsJsonArray("panels"))) {
      all.add(panel);
      if (panel.has("panels")) {
        all.addAll(objects(panel.getAsJsonArray("panels")));
      }
    }
    return all;
  }

  List<JsonObject> variables() {
    return objects(json.getAsJsonObject("templating").getAsJsonArray("list"));
  }

  List<JsonObject> annotations() {
    return objects(json.getAsJsonObject("annotations").getAsJsonArray("list"));
  }

  /** What the panels ask. */
  List<Query> panelQueries() {
    List<Query> queries = new ArrayList<>();
    for (JsonObject panel : panels()) {
      for (JsonObject target : objects(panel.getAsJsonArray("targets"))) {
        queries.add(
            new Query(
                text(panel, "title"),
                text(target, "expr"),
                target.get("instant").getAsBoolean(),
                text(target, "legendFormat")));
      }
    }
    return queries;
  }

  /** What panels, variables and annotations ask. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>(panelQueries());
    for (JsonObject variable : variables()) {
      if (text(variable, "type").equals("query")) {
        String query = text(variable.getAsJsonObject("query"), "query");
        queries.add(new Query("$" + text(variable, "name"), query, true, ""));
      }
    }
    for (JsonObject annotation : annotations()) {
      queries.add(new Query(text(annotation, "name"), text(annotation, "expr"), false, ""));
    }
    return queries;
  }

  static String title(JsonObject panel) {
    return text(panel, "title");
  }

  static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  static List<JsonObject> objects(JsonArray array) {
    List<JsonObject> objects = new ArrayList<>();
    array.forEach(element -> objects.add(element.getAsJsonObject()));
    return objects;
  }
}
