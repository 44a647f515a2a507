package dev.tombstone.exporters.http.endpoint;

import java.util.List;

/**
 * One path.
 *
 * @param path exactly
 * @param nested whether it answers for the paths one level below too
 * @param methods allowed; {@code HEAD} goes with {@code GET}
 * @param open whether it answers without the token
 * @param handler answers
 */
public record Endpoint(
    String path, boolean nested, List<String> methods, boolean open, Handler handler) {
  /** One that answers for its own path only. */
  Endpoint(String path, List<String> methods, boolean open, Handler handler) {
    this(path, false, methods, open, handler);
  }

  /** Answers a request that the access rules let through. */
  interface Handler {
    Response handle(Request request);
  }

  /** Whether it takes the method. */
  boolean allows(String method) {
    return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
  }

  /** The methods it takes, as in the header {@code Allow}. */
  String allowed() {
    return String.join(", ", methods).replace("GET", "GET, HEAD");
  }

  static Endpoint get(String path, Handler handler) {
    return new Endpoint(path, List.of("GET"), false, handler);
  }

  /** Answers for the path and those one level below it. */
  static Endpoint nested(String path, Handler handler) {
    return new Endpoint(path, true, List.of("GET"), false, handler);
  }
}
