package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two readers may understand in two ways is refused, and nothing after it is read. */
class StrictHttpTest {
  private static final String GET = "GET /maps HTTP/1.1\r\nHost: localhost\r\n";
  private static final String PUT = "PUT /settings HTTP/1.1\r\nHost: localhost\r\n";
  private static final String CHUNKED = PUT + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String NEXT =
      "GET /maps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private static TestServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void closeServer() {
    server.close();
    assertThat(server.errors).isEmpty();
  }

  static Stream<String> ambiguous() {
    return Stream.of(
        PUT + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        PUT + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        PUT + "Content-Length: +2\r\n\r\n{}",
        PUT + "Content-Length: -0\r\n\r\n",
        PUT + "Content-Length: 0x2\r\n\r\n{}",
        PUT + "Content-Length: 2, 2\r\n\r\n{}",
        PUT + "Content-Length: 2 2\r\n\r\n{}",
        PUT + "Content-Length:\r\n\r\n{}",
        PUT + "Content-Length: \u0662\r\n\r\n{}",
        PUT + "Content-Length: 99999999999999999999\r\n\r\n{}",
        PUT + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        PUT + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
        PUT + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        PUT.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        GET + "Host: localhost\r\n\r\n",
        GET + "host: other\r\n\r\n",
        GET + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
        GET + "Origin: http://localhost\r\nOrigin: http://evil.example\r\n\r\n",
        PUT + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        PUT + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        PUT + "Content-Type: application/json\r\nContent-Type: text/plain\r\n\r\n",
        GET + "X : 1\r\n\r\n",
        GET + "X\t: 1\r\n\r\n",
        GET + "X: 1\r\n folded\r\n\r\n",
        GET + "X: 1\r\n\tfolded\r\n\r\n",
        "GET /maps HTTP/1.1\r\n Host: localhost\r\n\r\n",
        GET + "X: a\rb\r\n\r\n",
        GET + "X: a\0b\r\n\r\n",
        GET + "X\0: a\r\n\r\n",
        GET + "X: a\u0007b\r\n\r\n",
        GET + ": no name\r\n\r\n",
        GET + "X: a\n\r\n",
        GET + "X: a\r\n\n",
        "GET /maps HTTP/1.1\nHost: localhost\n\n",
        "GET /maps\rHTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET  /maps HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET\t/maps HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /maps  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        " GET /maps HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /maps HTTP/1.1 \r\nHost: localhost\r\n\r\n",
        "GET /maps http/1.1\r\nHost: localhost\r\n\r\n",
        "GET /maps HTTP/1.10\r\nHost: localhost\r\n\r\n",
        "GET /maps HTTP/+1.1\r\nHost: localhost\r\n\r\n",
        "G@T /maps HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /maps\r\nHost: localhost\r\n\r\n",
        CHUNKED + "2\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\r\n{}\n0\r\n\r\n",
        CHUNKED + "2\r\n{}\r\n0\n\r\n",
        CHUNKED + "2\r\n{}\r\n0\r\n\n",
        CHUNKED + "2\r\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\r\n{}0\r\n\r\n",
        CHUNKED + "+2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "-2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + " 2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2 \r\n{}\r\n0\r\n\r\n",
        CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "\r\n{}\r\n0\r\n\r\n",
        CHUNKED + ";a=b\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "000000002\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "fffffffff\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2;a=\0\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2;a=b\n{}\r\n0\r\n\r\n",
        CHUNKED + "2;" + "a".repeat(9_000) + "\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "2\r\n{}\r\n0\r\nX: 1\n\r\n",
        CHUNKED + "2\r\n{}\r\n0\r\nX: \0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void request_ambiguous_is400AndTheLastOfItsConnection(String request) throws Exception {
    server.source.changed = Map.of();
    String answer = server.raw(request + NEXT);
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close\r\n");
    assertThat(answer.split("Cache-Control: ", -1)).hasSize(2);
    assertThat(server.source.changed).isEmpty();
  }

  static Stream<String> plain() {
    return Stream.of(
        "\r\n" + GET + "\r\n",
        GET + "X:\r\nx-y_z!#$%&'*+.^`|~:\tv\t\r\n\r\n",
        GET + "X: caf\u00c3\u00a9\u0085\r\nX: 2\r\n\r\n",
        GET + "Content-Length: 0\r\n\r\n",
        PUT + "Content-Length: 002\r\n\r\n{}",
        CHUNKED + "2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + "02;name=\"value\"\r\n{}\r\n000\r\nTrailer: x\r\nOther: y\r\n\r\n",
        CHUNKED.replace("chunked", "Chunked") + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("plain")
  void request_plain_isAnsweredAndSoIsTheNext(String request) throws Exception {
    String answer = server.raw(request + NEXT);
    assertThat(answer.split("HTTP/1.1 200 ", -1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"enabled\":false,\"enabled\":true}",
        "{\"enabled\":false,\"\\u0065nabled\":true}",
        "{'enabled':false}",
        "{enabled:false}",
        "{\"enabled\"=false}",
        "{\"enabled\":False}",
        "{\"enabled\":false;}",
        "{\"enabled\":false,}",
        "{\"enabled\":false}{}",
        "{\"enabled\":false} x",
        "{\"enabled\":false /* off */}",
        "# off\n{\"enabled\":false}",
        "{\"sample.budget\":NaN}",
        "{\"enabled\":fal",
        "{\"enabled\":\"\u00ff\"}",
        "[]",
        ""
      })
  void settings_notTheLetterOfJson_changeNothing(String body) throws Exception {
    server.source.changed = Map.of();
    String answer =
        server.raw(
            PUT + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(server.source.changed).isEmpty();
  }

  @Test
  void settings_plain_areTaken() throws Exception {
    String body = " {\"enabled\": false, \"sample.budget\": 10}\n";
    assertThat(
            server.raw(
                PUT + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
        .startsWith("HTTP/1.1 200 ");
    assertThat(server.source.changed)
        .containsEntry("enabled", "false")
        .containsEntry("sample.budget", "10");
  }
}
