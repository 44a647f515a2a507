package dev.tombstone.exporters.http.endpoint;

import java.time.Duration;

/**
 * What one server takes on.
 *
 * @param connections open at a time; past it the one that has waited longest is closed
 * @param answering answers computed at a time
 * @param queued answers that wait for their turn; past it 503
 * @param request from the first byte of a request, or from the connection, to the request's last
 * @param answer to compute an answer and to have it read
 * @param idle between two requests
 */
public record Limits(
    int connections, int answering, int queued, Duration request, Duration answer, Duration idle) {
  /** Largest request body read, in bytes. */
  public static final int BODY_BYTES = 8_192;

  /** Longest request line and longest header, in bytes. */
  public static final int LINE_BYTES = 8_192;

  /** Largest head of a request, in bytes. */
  public static final int HEAD_BYTES = 16_384;

  /** Most headers of a request. */
  public static final int HEADERS = 100;

  /** Most requests that one connection may have sent without having been answered. */
  public static final int PIPELINED = 8;

  public static final Limits DEFAULT =
      new Limits(
          256, 4, 256, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
