package dev.tombstone.exporters.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "/settings", List.of("GET", "PUT"), false, request -> Response.error(404, "unused"));

  @Test
  void host_configuredNameOfLoopback_isTakenAndNoOther() {
    AccessRules rules = new AccessRules(Optional.empty(), Optional.of("MyName.local"));
    assertThat(rules.refusal(ENDPOINT, get("Host", "myname.LOCAL:9477"))).isNull();
    assertThat(rules.refusal(ENDPOINT, get("Host", "localhost"))).isNull();
    assertThat(status(rules, get("Host", "other.local"))).isEqualTo(403);
    assertThat(status(rules, get("Host", "myname.local.evil.example"))).isEqualTo(403);
  }

  @Test
  void host_configuredIpv6Loopback_isTakenInBrackets() {
    AccessRules rules = new AccessRules(Optional.empty(), Optional.of("0:0:0:0:0:0:0:1"));
    assertThat(rules.refusal(ENDPOINT, get("Host", "[0:0:0:0:0:0:0:1]:9477"))).isNull();
    assertThat(rules.refusal(ENDPOINT, get("Host", "[::1]"))).isNull();
  }

  @Test
  void host_beyondLoopback_anyButNone() {
    AccessRules rules = new AccessRules(Optional.of("s3cret"), Optional.empty());
    BasicHttpRequest request = get("Host", "anything");
    assertThat(status(rules, request)).isEqualTo(401);
    request.addHeader("Authorization", "bearer s3cret");
    assertThat(rules.refusal(ENDPOINT, request)).isNull();
    assertThat(status(rules, get("X-Other", "x"))).isEqualTo(400);
  }

  @Test
  void token_asABrowserSendsIt_isTaken() {
    AccessRules rules = new AccessRules(Optional.of("s3cret"), Optional.of("127.0.0.1"));
    for (String good : List.of("me:s3cret", ":s3cret")) {
      assertThat(rules.refusal(ENDPOINT, with(good))).as(good).isNull();
    }
    for (String bad : List.of("s3cret:me", "me:s3cre", "me:s3cret:", "")) {
      assertThat(status(rules, with(bad))).as(bad).isEqualTo(401);
    }
    BasicHttpRequest noBase64 = get("Host", "localhost");
    noBase64.addHeader("Authorization", "Basic %%%");
    assertThat(status(rules, noBase64)).isEqualTo(401);
  }

  private static BasicHttpRequest with(String userAndPassword) {
    BasicHttpRequest request = get("Host", "localhost");
    byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    request.addHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    return request;
  }

  @Test
  void put_fromAnotherSite_refused() {
    AccessRules rules = new AccessRules(Optional.empty(), Optional.of("127.0.0.1"));
    BasicHttpRequest same = put("Origin", "http://LOCALHOST:1");
    assertThat(rules.refusal(ENDPOINT, same)).isNull();
    same.addHeader("Origin", "http://localhost:1");
    assertThat(status(rules, same)).isEqualTo(403);
    for (String origin : List.of("null", "http://localhost:2", "http://evil.example", "%")) {
      assertThat(status(rules, put("Origin", origin))).as(origin).isEqualTo(403);
    }
    assertThat(status(rules, put("Sec-Fetch-Site", "same-site"))).isEqualTo(403);
    assertThat(rules.refusal(ENDPOINT, put("Sec-Fetch-Site", "same-origin"))).isNull();
  }

  private static int status(AccessRules rules, BasicHttpRequest request) {
    Response refusal = rules.refusal(ENDPOINT, request);
    assertThat(refusal).isNotNull();
    return refusal.status();
  }

  private static BasicHttpRequest get(String name, String value) {
    BasicHttpRequest request = new BasicHttpRequest("GET", "/settings");
    request.addHeader(name, value);
    return request;
  }

  private static BasicHttpRequest put(String name, String value) {
    BasicHttpRequest request = new BasicHttpRequest("PUT", "/settings");
    request.addHeader("Host", "localhost:1");
    request.addHeader(name, value);
    return request;
  }
}
