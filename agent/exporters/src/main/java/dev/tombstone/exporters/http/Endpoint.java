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

  static Endpoint get(String path, Handler handler) {
    return new Endpoint(path, List.of("GET"), false, handler);
  }
}
