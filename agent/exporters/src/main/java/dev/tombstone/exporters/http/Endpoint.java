package dev.tombstone.exporters.http;

import java.util.List;

/**
 * One path.
 *
 * @param path exactly
 * @param methods allowed; {@code HEAD} goes with {@code GET}
 * @param open whether it answers without the token
 * @param handler answers
 */
record Endpoint(String path, List<String> methods, boolean open, Handler handler) {
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
}
