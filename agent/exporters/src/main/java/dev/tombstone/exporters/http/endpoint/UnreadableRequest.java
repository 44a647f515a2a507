package dev.tombstone.exporters.http.endpoint;

import org.apache.hc.core5.http.message.BasicHttpRequest;

/** Stands for what could not be read as a request. */
public final class UnreadableRequest extends BasicHttpRequest {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /** To be answered with this status and reason. */
  public UnreadableRequest(int status, String reason) {
    super("GET", "/");
    this.status = status;
    this.reason = reason;
  }

  Response response() {
    return Response.error(status, reason).closing();
  }
}
