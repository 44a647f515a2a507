package dev.tombstone.exporters.http.connection;

import org.apache.hc.core5.http.HttpException;

/** What a client has sent is no HTTP/1.1, by the letter of RFC 9112. */
final class MalformedMessage extends HttpException {
  private static final long serialVersionUID = 1L;

  MalformedMessage(String what) {
    super(what);
  }
}
