package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.exporters.http.endpoint.Endpoint;
import dev.tombstone.exporters.http.endpoint.Endpoints;
import dev.tombstone.exporters.page.PageFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HttpExporterTest extends HttpFixture {
  @Test
  void hotkeys_answer_isTheContractsShape() throws Exception {
    start(Optional.empty());
    JsonObject json = json(get("/hotkeys?window=1m&k=20"));
    assertThat(json.keySet())
        .containsExactly(
            "window",
            "start",
            "end",
            "sampleRatio",
            "deletions",
            "distinctKeys",
            "maximumError",
            "codes",
            "keys");
    assertThat(json.get("start").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(json.getAsJsonArray("keys").get(0).getAsJsonObject().keySet())
        .containsExactly(
            "rank",
            "key",
            "keyClass",
            "map",
            "estimate",
            "lower",
            "upper",
            "share",
            "missRatio",
            "code");
  }

  @Test
  void code_ofSitesKeysAndStacks_isWhatIsAskedFor() throws Exception {
    start(Optional.empty());
    for (String path : List.of("/hotkeys?k=3", "/sites?k=3", "/flamegraph?format=json")) {
      assertThat(codes(path)).isEqualTo("[\"application\",\"library\"]");
      assertThat(codes(path + "&code=application")).isEqualTo("[\"application\"]");
      assertThat(codes(path + "&code=library")).isEqualTo("[\"library\"]");
      assertThat(codes(path + "&code=jdk")).isEqualTo("[\"jdk\"]");
      assertThat(codes(path + "&code=all")).isEqualTo("[\"application\",\"library\",\"jdk\"]");
    }
    JsonObject sites = json(get("/sites"));
    assertThat(sites.getAsJsonObject("byCode").keySet())
        .containsExactlyInAnyOrder("application", "library", "jdk");
    assertThat(sites.getAsJsonArray("sites").get(0).getAsJsonObject().get("code").getAsString())
        .isEqualTo("application");
  }

  private String codes(String path) throws Exception {
    return json(get(path)).get("codes").toString();
  }

  @Test
  void sketch_ofAWindow_isBytes() throws Exception {
    start(Optional.empty());
    HttpResponse<String> response = get("/hotkeys/sketch?window=5m");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/vnd.tombstone.sketch");
    assertThat(response.body()).isEqualTo("sketch of 5m");
    expect(get("/hotkeys/sketch?k=3"), 400, "unknown parameter k");
  }

  @Test
  void hostileKey_inJsonAndPage_isTextOnly() throws Exception {
    start(Optional.empty());
    HttpResponse<String> response = get("/hotkeys");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.body()).contains("<script>alert('1')</script>\\\"&\\u0000");
    String key =
        json(get("/hotkeys"))
            .getAsJsonArray("keys")
            .get(0)
            .getAsJsonObject()
            .get("key")
            .getAsString();
    assertThat(key).startsWith("<script>alert('1')</script>\"&\u0000\u001b\u202e");
  }

  @Test
  void page_everyFile_isServedAndSmallAndRunsNothingButItself() throws Exception {
    start(Optional.empty());
    long bytes = 0;
    for (PageFile file : PageFile.ALL) {
      HttpResponse<String> response = get(file.path());
      assertThat(response.statusCode()).as(file.path()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains(file.contentType());
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("script-src 'self'")
          .doesNotContain("unsafe");
      bytes += response.body().length();
      if (!file.path().contains("uplot")) {
        assertThat(response.body().replace("http://www.w3.org/2000/svg", ""))
            .doesNotContain("innerHTML", "http://", "https://", "eval(");
        imports(response.body())
            .forEach(name -> assertThat(PageFile.ALL).anyMatch(known -> known.path().equals(name)));
      }
    }
    assertThat(bytes).isLessThan(200 << 10);
  }

  @Test
  void agent_answer_hasWhatThePageShows() throws Exception {
    start(Optional.empty());
    JsonObject agent = json(get("/agent"));
    assertThat(agent.get("cpuSeconds").getAsDouble()).isEqualTo(1.5);
    assertThat(agent.getAsJsonArray("degraded").get(0).getAsString()).isEqualTo("one <b>thing</b>");
    assertThat(agent.getAsJsonArray("latencies").get(0).getAsJsonObject().keySet())
        .containsExactly("map", "count", "p50Nanos", "p99Nanos", "p999Nanos");
  }

  private static List<String> imports(String script) {
    return Pattern.compile("(?:from |src=|href=)['\"](/page/[^'\"]+)['\"]")
        .matcher(script)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void report_values_areWhatTheEndpointsAnswer() throws Exception {
    start(Optional.empty());
    JsonObject report = json(get("/report"));
    assertThat(report.keySet())
        .containsExactly("meta", "maps", "hotkeys", "sites", "findings", "coverage");
    assertThat(report.get("maps")).isEqualTo(json(get("/maps")));
    assertThat(report.get("hotkeys")).isEqualTo(json(get("/hotkeys?window=all&k=200")));
    assertThat(report.get("sites")).isEqualTo(json(get("/sites?window=all&k=200")));
    assertThat(report.get("coverage")).isEqualTo(json(get("/coverage")));
    assertThat(report.get("findings")).isEqualTo(json(get("/findings")));
  }

  @Test
  void badRequests_sayWhatIsAllowed() throws Exception {
    start(Optional.empty());
    expect(get("/hotkeys?k=0"), 400, "1 to 1000");
    expect(get("/hotkeys?window=2m"), 400, "1m, 5m, 1h, all");
    expect(get("/hotkeys?op=delete"), 400, "remove_if");
    for (String path : List.of("/hotkeys", "/sites", "/flamegraph")) {
      expect(get(path + "?code=app"), 400, "allowed: application, library, jdk, all");
    }
    expect(get("/maps?code=all"), 400, "unknown parameter code");
    expect(get("/hotkeys?windwo=1m"), 400, "unknown parameter windwo");
    assertThat(raw("GET /maps?x=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    expect(get("/nowhere"), 404, "no such path");
    HttpResponse<String> post = send(request("/maps").POST(body("{}")));
    expect(post, 405, "GET");
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    expect(send(request("/settings").PUT(body("[1]"))), 400, "JSON object");
    expect(send(request("/settings").PUT(body("{\"bad\":1}"))), 400, "bad cannot be changed");
    expect(send(request("/settings").PUT(body("x".repeat(9_000)))), 413, "8192");
  }

  @Test
  void settings_put_changes() throws Exception {
    start(Optional.empty());
    HttpResponse<String> response =
        send(request("/settings").PUT(body("{\"enabled\":false,\"sample.budget\":5}")));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(source.changed)
        .containsEntry("enabled", "false")
        .containsEntry("sample.budget", "5");
  }

  @Test
  void settings_putFromAnotherSite_refused() throws Exception {
    start(Optional.empty());
    expect(
        send(request("/settings").header("Origin", "http://evil.example").PUT(body("{}"))),
        403,
        "another site");
    expect(
        send(request("/settings").header("Sec-Fetch-Site", "cross-site").PUT(body("{}"))),
        403,
        "another site");
    assertThat(source.changed).isEmpty();
  }

  @Test
  void token_set_everythingButHealthNeedsIt() throws Exception {
    start(Optional.of("s3cret"));
    for (Endpoint endpoint : Endpoints.of(source)) {
      if (!endpoint.path().equals("/healthz")) {
        expect(get(endpoint.path()), 401, "bearer token");
      }
    }
    expect(get("/nowhere"), 401, "bearer token");
    expect(get("/hazards/concurrent-removal"), 401, "bearer token");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(send(request("/maps").header("Authorization", "Bearer s3cret")).statusCode())
        .isEqualTo(200);
    expect(send(request("/maps").header("Authorization", "Bearer S3cret")), 401, "bearer");
  }

  @Test
  void host_ofAnotherMachine_refused() throws Exception {
    start(Optional.empty());
    assertThat(raw("GET /maps HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("GET /maps HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void headers_everyAnswer_protect() throws Exception {
    start(Optional.empty());
    List<String> paths = new ArrayList<>(List.of("/nowhere", "/hotkeys?k=0", "/hazards/nothing"));
    Endpoints.of(source).forEach(endpoint -> paths.add(endpoint.path()));
    for (String path : paths) {
      HttpResponse<String> response = send(request(path).header("Origin", "http://evil.example"));
      assertThat(response.headers().map().keySet())
          .as(path)
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
      assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(response.headers().allValues("Cross-Origin-Resource-Policy"))
          .containsExactly("same-origin");
      assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
      assertThat(response.headers().allValues("Content-Security-Policy"))
          .as(path)
          .singleElement()
          .asString()
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "*");
    }
    HttpResponse<String> preflight =
        send(
            request("/settings")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "PUT")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(405);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void sourceThatThrows_500AndCounted() throws Exception {
    start(Optional.empty());
    source.failure = new IllegalStateException("broken");
    expect(get("/maps"), 500, "IllegalStateException");
    assertThat(errors).containsExactly("http");
    source.failure = null;
    assertThat(get("/maps").statusCode()).isEqualTo(200);
  }

  @Test
  void port_taken_isAnIoException() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpConfig config = config("127.0.0.1", taken.getLocalPort(), Optional.empty());
      assertThatThrownBy(() -> HttpExporter.start(config, source, Thread::new, this::failed))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void nonLoopback_withoutToken_generatesOne() throws Exception {
    started =
        HttpExporter.start(
            config("0.0.0.0", 0, Optional.empty()), source, Thread::new, this::failed);
    assertThat(exporter().generatedToken().orElse("")).hasSize(32);
    URI maps = URI.create(exporter().url().replace("0.0.0.0", "127.0.0.1") + "maps");
    assertThat(send(HttpRequest.newBuilder(maps)).statusCode()).isEqualTo(401);
  }

  @Test
  void parallelScrapers_allAnswered() throws Exception {
    start(Optional.empty());
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(
          client.sendAsync(request("/metrics").build(), HttpResponse.BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_threads_end() throws Exception {
    start(Optional.empty());
    get("/maps");
    exporter().close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> threads.stream().noneMatch(Thread::isAlive));
  }
}
