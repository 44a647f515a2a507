package dev.tombstone.exporters.http.endpoint;

import dev.tombstone.exporters.flame.CollapsedStacks;
import dev.tombstone.exporters.flame.FlamePage;
import dev.tombstone.exporters.flame.FlameTree;
import dev.tombstone.exporters.json.AgentAnswer;
import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.json.Report;
import dev.tombstone.exporters.page.HazardPage;
import dev.tombstone.exporters.page.PageFile;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The list of endpoints: one line each. */
public final class Endpoints {
  private static final String HTML = "text/html; charset=utf-8";
  private static final int DEFAULT_ROWS = 20;
  private static final int MOST_ROWS = 1_000;
  private static final List<String> OPERATIONS =
      List.of(
          "remove",
          "remove_value",
          "iterator",
          "remove_if",
          "clear",
          "poll",
          "compute",
          "evict",
          "expunge");

  private final SnapshotSource source;

  private Endpoints(SnapshotSource source) {
    this.source = source;
  }

  /** All of them, over this source. */
  public static List<Endpoint> of(SnapshotSource source) {
    Endpoints endpoints = new Endpoints(source);
    List<Endpoint> all = new ArrayList<>(endpoints.data());
    for (PageFile file : PageFile.ALL) {
      all.add(
          Endpoint.get(file.path(), request -> Response.page(file.contentType(), file.bytes())));
    }
    return List.copyOf(all);
  }

  private List<Endpoint> data() {
    return List.of(
        new Endpoint("/healthz", List.of("GET"), true, this::health),
        Endpoint.get("/agent", request -> plain(request, AgentAnswer.of(source))),
        Endpoint.get("/metrics", new Scrapes(source)::answer),
        Endpoint.get("/hotkeys", this::hotKeys),
        Endpoint.get("/hotkeys/distribution", this::distribution),
        Endpoint.get("/hotkeys/sketch", this::sketch),
        Endpoint.get("/maps", request -> plain(request, source.maps())),
        Endpoint.get("/sites", this::sites),
        Endpoint.get("/findings", request -> plain(request, source.findings())),
        Endpoint.get("/coverage", request -> plain(request, source.coverage())),
        Endpoint.get("/flamegraph", this::flameGraph),
        Endpoint.nested("/hazards", Endpoints::hazard),
        Endpoint.get("/report", request -> plain(request, Report.of(source))),
        new Endpoint("/settings", List.of("GET", "PUT"), false, this::settings));
  }

  private Response health(Request request) {
    return plain(request, source.health());
  }

  private Response hotKeys(Request request) {
    request.allowOnly(List.of("window", "k", "map", "op", "code"));
    String op = request.text("op", "");
    if (!op.isEmpty() && !OPERATIONS.contains(op)) {
      throw new Request.BadRequest(
          "op=" + op + " is not allowed; allowed: " + String.join(", ", OPERATIONS));
    }
    return Response.json(
        source.hotKeys(
            windowOf(request), rowsOf(request), request.text("map", ""), op, codeOf(request)));
  }

  private Response distribution(Request request) {
    request.allowOnly(List.of("window"));
    return Response.json(source.distribution(windowOf(request)));
  }

  private Response sketch(Request request) {
    request.allowOnly(List.of("window"));
    return Response.ok("application/vnd.tombstone.sketch", source.sketch(windowOf(request)));
  }

  private Response sites(Request request) {
    request.allowOnly(List.of("window", "k", "code"));
    return Response.json(source.sites(windowOf(request), rowsOf(request), codeOf(request)));
  }

  private Response flameGraph(Request request) {
    request.allowOnly(List.of("format", "window", "code"));
    StacksSnapshot stacks = source.stacks(windowOf(request, Window.ALL), codeOf(request));
    String format = request.text("format", "html");
    return switch (format) {
      case "html" -> flamePage(FlameTree.of(stacks));
      case "collapsed" -> Response.ok("text/plain; charset=utf-8", CollapsedStacks.of(stacks));
      case "json" -> Response.json(FlameTree.of(stacks));
      default ->
          throw new Request.BadRequest(
              "format=" + format + " is not allowed; allowed: html, collapsed, json");
    };
  }

  private static Response flamePage(FlameTree tree) {
    FlamePage page = new FlamePage();
    return Response.page(HTML, page.of(tree)).with(Response.POLICY_HEADER, page.policy());
  }

  private static Response hazard(Request request) {
    request.allowOnly(List.of());
    return HazardPage.of(request.path().substring(request.path().lastIndexOf('/') + 1))
        .map(page -> Response.page(HTML, page))
        .orElseGet(() -> Response.error(404, "no page; allowed: /hazards/ID, the id of a finding"));
  }

  private Response settings(Request request) {
    request.allowOnly(List.of());
    if (request.method().equals("PUT")) {
      try {
        return Response.json(source.change(Json.texts(request.body())));
      } catch (IllegalArgumentException e) {
        return Response.error(400, String.valueOf(e.getMessage()));
      }
    }
    return Response.json(source.settings());
  }

  private static Response plain(Request request, Object answer) {
    request.allowOnly(List.of());
    return Response.json(answer);
  }

  private static int rowsOf(Request request) {
    return request.number("k", DEFAULT_ROWS, 1, MOST_ROWS);
  }

  private static Set<Code> codeOf(Request request) {
    String word = request.text("code", "");
    return Code.asked(word)
        .orElseThrow(
            () ->
                new Request.BadRequest(
                    "code=" + word + " is not allowed; allowed: application, library, jdk, all"));
  }

  private static Window windowOf(Request request) {
    return windowOf(request, Window.MINUTE);
  }

  private static Window windowOf(Request request, Window byDefault) {
    String id = request.text("window", byDefault.id());
    return Window.ofId(id)
        .orElseThrow(
            () ->
                new Request.BadRequest(
                    "window=" + id + " is not allowed; allowed: 1m, 5m, 1h, all"));
  }
}
