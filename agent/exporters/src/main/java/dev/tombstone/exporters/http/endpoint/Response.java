package dev.tombstone.exporters.http.endpoint;

import dev.tombstone.exporters.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param contentType with charset
 * @param headers beyond those of every answer
 * @param body the bytes
 */
public record Response(
    int status, String contentType, Map<String, List<String>> headers, byte[] body) {
  /** The header that says what a page may load. */
  public static final String POLICY_HEADER = "Content-Security-Policy";

  private static final String JSON = "application/json; charset=utf-8";

  static Response ok(String contentType, byte[] body) {
    return new Response(200, contentType, Map.of(), body);
  }

  /** A file of the live page, which may run its own scripts and ask this server. */
  static Response page(String contentType, byte[] body) {
    return ok(contentType, body)
        .with(
            POLICY_HEADER,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  }

  static Response json(Object value) {
    return ok(JSON, Json.bytes(value));
  }

  /** An error, with a sentence. */
  public static Response error(int status, String message) {
    return new Response(status, JSON, Map.of(), Json.error(message));
  }

  /** This one with one header more, once for each value. */
  Response with(String name, String... values) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.of(values));
    return new Response(status, contentType, more, body);
  }

  /** This one with another body. */
  Response withBody(byte[] other) {
    return new Response(status, contentType, headers, other);
  }

  /** This one as the last of its connection. */
  public Response closing() {
    return with("Connection", "close");
  }
}
