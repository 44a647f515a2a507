package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
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
  void collapsed_hostileFrame_isOneLineWithOneCount() throws Exception {
    String answer = server.get("/flamegraph?format=collapsed&window=1m");
    assertThat(answer).contains("Content-Type: text/plain; charset=utf-8");
    List<String> lines = body(answer).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo("com.acme.Main.main(Main.java:3);com.acme.A.<init>(A.java:1) 60");
    assertThat(lines.get(1))
        .matches("com\\.acme\\.Main\\.main\\(Main\\.java:3\\);<script>[^;\\s]+:__7 20");
    assertThat(lines.get(1).chars().anyMatch(Character::isISOControl)).isFalse();
  }

  @Test
  void json_stacks_areATree() throws Exception {
    JsonObject tree =
        JsonParser.parseString(body(server.get("/flamegraph?format=json"))).getAsJsonObject();
    assertThat(tree.keySet())
        .containsExactly("window", "start", "end", "deletions", "codes", "root");
    assertThat(tree.get("window").getAsString()).isEqualTo("all");
    JsonObject root = tree.getAsJsonObject("root");
    assertThat(root.keySet()).containsExactly("name", "count", "missed", "children");
    assertThat(root.get("count").getAsLong()).isEqualTo(80);
    assertThat(root.get("missed").getAsLong()).isEqualTo(6);
    JsonObject main = root.getAsJsonArray("children").get(0).getAsJsonObject();
    assertThat(main.get("count").getAsLong()).isEqualTo(80);
    assertThat(main.getAsJsonArray("children")).hasSize(2);
  }

  @Test
  void page_hostileFrame_isDataAndNothingElse() throws Exception {
    String answer = server.get("/flamegraph");
    String page = body(answer);
    assertThat(page).doesNotContain("<script>alert").contains("\\u003cscript>alert('1')");
    assertThat(page).doesNotContain("/*data*/", "/*style*/", "/*script*/");
    Matcher policy = Pattern.compile("Content-Security-Policy: (.*)\r\n").matcher(answer);
    assertThat(policy.results().map(found -> found.group(1)).toList())
        .singleElement()
        .asString()
        .doesNotContain("unsafe", "'self'", "*")
        .contains("script-src '" + digest(between(page, "<script>", "</script>")) + "'")
        .contains("style-src '" + digest(between(page, "<style>", "</style>")) + "'");
    assertThat(page.replaceAll("(?s)<script>.*</script>", ""))
        .doesNotContainPattern("(?:src|href)=\"(?!data:|/|#)");
  }

  @Test
  void parameters_unknown_sayWhatIsAllowed() throws Exception {
    assertThat(server.get("/flamegraph?format=svg"))
        .startsWith("HTTP/1.1 400")
        .contains("html, collapsed, json");
    assertThat(server.get("/flamegraph?window=2m")).startsWith("HTTP/1.1 400");
    assertThat(server.get("/flamegraph?k=2")).startsWith("HTTP/1.1 400");
  }

  @Test
  void hazardPage_known_isHtmlOfTheDocumentation() throws Exception {
    String answer = server.get("/hazards/concurrent-removal");
    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: text/html; charset=utf-8", "script-src 'self'")
        .contains("<h1><code>concurrent-removal</code></h1>", "Map&lt;String, Session&gt;")
        .doesNotContain("<script", "../decisions");
  }

  @Test
  void hazardPage_unknownOrOddName_404() throws Exception {
    for (String path :
        Arrays.asList(
            "", "/", "/nothing", "/..%2findex", "/%2e%2e", "/Concurrent-removal", "/a/b")) {
      assertThat(server.get("/hazards" + path)).as(path).startsWith("HTTP/1.1 404");
    }
    assertThat(server.get("/maps/x")).startsWith("HTTP/1.1 404");
    assertThat(server.get("/x")).startsWith("HTTP/1.1 404");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf(after, start));
  }

  private static String digest(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
