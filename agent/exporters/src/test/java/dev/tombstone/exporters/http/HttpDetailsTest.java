package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpDetailsTest {
  private static final String PUT_HEAD = "PUT /settings HTTP/1.1\r\nHost: localhost\r\n";

  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = TestServer.start();
  }

  @AfterEach
  void closeServer() {
    server.close();
    assertThat(server.errors).isEmpty();
  }

  @Test
  void paths_oddOnes_areJsonErrors() throws Exception {
    expect(server.get("//maps"), 404);
    expect(server.get("/maps/"), 404);
    expect(server.get("/%6Daps"), 200);
    expect(server.get("/maps%2"), 400);
    expect(server.get("/%zz"), 400);
    expect(server.get("/maps%00"), 400);
    expect(server.get("/ma\0ps"), 400);
    expect(server.get("/maps\u0001"), 400);
    expect(server.get("/m\u00e4ps"), 404);
    expect(server.get("/%ff"), 404);
    expect(server.get("*"), 400);
    expect(server.get("http://evil.example/maps"), 400);
    expect(server.get("/maps?x=%zz"), 400);
    expect(server.get("/../maps"), 404);
    expect(server.get("/" + "a".repeat(20_000)), 431);
  }

  @Test
  void requests_unreadable_areJsonErrors() throws Exception {
    expect(server.raw("nonsense\r\n\r\n"), 400);
    expect(server.raw("GET /maps HTTP/9.1\r\nHost: localhost\r\n\r\n"), 505);
    expect(server.raw("GET /maps HTTP/1.1\r\n\r\n"), 400);
    expect(server.get("/maps", "Host: localhost\r\n"), 400);
    expect(server.raw("GET /maps HTTP/1.1\r\nHost:\r\n\r\n"), 400);
    expect(server.raw("GET /maps HTTP/1.1\r\nno colon\r\n\r\n"), 400);
    expect(server.raw(PUT_HEAD + "Content-Length: many\r\n\r\n"), 400);
    expect(server.raw(PUT_HEAD + "Transfer-Encoding: gzip\r\n\r\n"), 501);
    expect(server.get("/maps", "X: 1\r\n".repeat(200)), 431);
    expect(server.get("/maps", ("X: " + "1".repeat(3_000) + "\r\n").repeat(10)), 431);
    expect(server.raw("GET /maps HTTP/1.1\r\nHost: localhost\r\n x" + "y".repeat(9_000)), 431);
  }

  @Test
  void head_anyEndpoint_likeGetWithoutBody() throws Exception {
    for (String path : new String[] {"/maps", "/", "/metrics", "/nowhere", "/maps?x=1"}) {
      String get = server.get(path);
      String head = server.request("HEAD", path);
      assertThat(head).endsWith("\r\n\r\n").doesNotContain("{", "<");
      assertThat(status(head)).isEqualTo(status(get));
      assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
      assertThat(header(head, "Content-Length")).isNotEmpty();
    }
  }

  @Test
  void methods_others_areRefusedWithAllow() throws Exception {
    String answer = server.request("OPTIONS", "/maps");
    expect(answer, 405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    answer = server.request("DELETE", "/settings");
    expect(answer, 405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, PUT");
    expect(server.request("get", "/maps"), 405);
  }

  @Test
  void parameters_unknown_refusedButWhereScrapersAddTheirs() throws Exception {
    expect(server.get("/maps?job=x"), 400);
    expect(server.get("/healthz?x"), 400);
    expect(server.get("/settings?x=1"), 400);
    assertThat(server.get("/metrics?job=x&name%5B%5D=y")).startsWith("HTTP/1.1 200 ");
    assertThat(server.get("/?utm=1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void accept_openMetricsWithWeights_isHonoured() throws Exception {
    assertThat(header(server.get("/metrics"), "Content-Type")).startsWith("text/plain");
    assertThat(metricsType("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2"))
        .startsWith("application/openmetrics-text");
    assertThat(metricsType("application/openmetrics-text;q=0")).startsWith("text/plain");
    assertThat(metricsType("application/openmetrics-text; q=0.0, */*")).startsWith("text/plain");
    assertThat(metricsType("application/openmetrics-text;q=0.2,text/plain;q=0.5"))
        .startsWith("text/plain");
    assertThat(metricsType("Application/OpenMetrics-Text")).startsWith("application/openmetrics");
    assertThat(metricsType("application/openmetrics-text;q=none")).startsWith("text/plain");
  }

  @Test
  void token_schemeInAnyCase_isTaken() throws Exception {
    try (TestServer guarded = TestServer.withToken("s3cret")) {
      String refused = guarded.get("/maps");
      expect(refused, 401);
      assertThat(refused)
          .contains("WWW-Authenticate: Bearer\r\n")
          .contains("WWW-Authenticate: Basic realm=\"Tombstone\"\r\n");
      expect(guarded.get("/maps", "Authorization: bearer s3cret\r\n"), 200);
      expect(guarded.get("/maps", "Authorization: BEARER  s3cret\r\n"), 200);
      expect(guarded.get("/maps", "Authorization: Bearer s3cre\r\n"), 401);
      expect(guarded.get("/maps", "Authorization: Basic s3cret\r\n"), 401);
      expect(guarded.get("/maps", "Authorization: Bearer s3cret\r\n".repeat(2)), 400);
    }
  }

  @Test
  void body_chunked_isReadUpToTheBound() throws Exception {
    String chunked = PUT_HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    expect(server.raw(chunked + "9\r\n{\"enabled\r\n8\r\n\":false}\r\n0\r\n\r\n"), 200);
    assertThat(server.source.changed).containsEntry("enabled", "false");
    String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
    expect(server.raw(chunked + chunk.repeat(2) + "0\r\n\r\n"), 400);
    expect(server.raw(chunked + chunk.repeat(2) + "1\r\nx\r\n0\r\n\r\n"), 413);
  }

  @Test
  void body_tooLargeByItsLength_refusedBeforeItIsSent() throws Exception {
    try (Socket socket = server.connect()) {
      send(socket, PUT_HEAD + "Content-Length: 8193\r\nExpect: 100-continue\r\n\r\n");
      assertThat(read(socket, "}")).startsWith("HTTP/1.1 413 ").contains("8192");
    }
  }

  @Test
  void expect_continue_isAnsweredFirst() throws Exception {
    try (Socket socket = server.connect()) {
      send(socket, PUT_HEAD + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(read(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      send(socket, "{}");
      assertThat(read(socket, "}")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws Exception {
    String one = "GET /maps HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String answers =
        server.raw(
            one
                + one.replace("maps", "healthz")
                + one.replace("maps", "nowhere")
                + one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    assertThat(answers)
        .containsSubsequence(
            "200", "{\"maps\"", "200", "{\"status\"", "404", "no such path", "200", "{\"maps\"");
  }

  @Test
  void http10_isServed() throws Exception {
    String answer = server.raw("GET /maps HTTP/1.0\r\nHost: localhost\r\n\r\n");
    expect(answer, 200);
  }

  @Test
  void host_namesOfThisMachine_only() throws Exception {
    for (String host :
        new String[] {"localhost", "LOCALHOST:9477", "127.0.0.1:1", "127.1.2.3", "[::1]:80"}) {
      expect(host(server, host), 200);
    }
    for (String host :
        new String[] {"evil.example", "127.0.0.1.evil.example", "localhost.evil", "128.0.0.1"}) {
      expect(host(server, host), 403);
    }
  }

  @Test
  void host_configuredName_isTakenInAnyCase() throws Exception {
    String name = InetAddress.getLoopbackAddress().getHostName();
    try (TestServer named = TestServer.withHost(name.toUpperCase(Locale.ROOT))) {
      expect(host(named, name), 200);
      expect(host(named, "other." + name), 403);
    }
  }

  private static String host(TestServer server, String host) throws Exception {
    return server.raw("GET /maps HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private String metricsType(String accept) throws Exception {
    return header(server.get("/metrics", "Accept: " + accept + "\r\n"), "Content-Type");
  }

  private static void send(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Socket socket, String until) throws Exception {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(until) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String header(String answer, String name) {
    return answer
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static void expect(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(JsonParser.parseString(body).getAsJsonObject().has("error"))
        .isEqualTo(status != 200);
  }
}
