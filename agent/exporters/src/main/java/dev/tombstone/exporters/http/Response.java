package dev.tombstone.exporters.http;

import dev.tombstone.exporters.json.Json;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param contentType with charset
 * @param body the bytes
 */
record Response(int status, String contentType, byte[] body) {
  private static final String JSON = "application/json; charset=utf-8";

  static Response json(Object value) {
    return new Response(200, JSON, Json.bytes(value));
  }

  static Response error(int status, String message) {
    return new Response(status, JSON, Json.error(message));
  }
}
