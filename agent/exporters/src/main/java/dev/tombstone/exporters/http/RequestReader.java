package dev.tombstone.exporters.http;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses the heads of one connection's requests. What the library would refuse with a page of its
 * own comes out as an {@link UnreadableRequest}; after one, the rest of the connection is ignored.
 */
final class RequestReader implements NHttpMessageParser<HttpRequest> {
  private final NHttpMessageParser<HttpRequest> parser;
  private final Connection connection;
  private int headBytes;
  private boolean lost;

  RequestReader(NHttpMessageParser<HttpRequest> parser, Connection connection) {
    this.parser = parser;
    this.connection = connection;
  }

  @Override
  public void reset() {
    parser.reset();
    headBytes = 0;
  }

  @Override
  public @Nullable HttpRequest parse(SessionInputBuffer buffer, boolean endOfStream)
      throws IOException {
    if (lost) {
      discard(buffer);
      return null;
    }
    if (buffer.hasData()) {
      connection.reading();
    }
    try {
      int before = buffer.length();
      HttpRequest request = parser.parse(buffer, endOfStream);
      headBytes += before - buffer.length();
      if (headBytes > Limits.HEAD_BYTES) {
        throw new RequestHeaderFieldsTooLargeException("head of " + headBytes + " bytes");
      }
      if (request != null) {
        check(request);
      }
      return request;
    } catch (HttpException | MessageConstraintException e) {
      lost = true;
      discard(buffer);
      return unreadable(e);
    }
  }

  private static void check(HttpRequest request) throws HttpException {
    if (request.getVersion() != null && request.getVersion().greaterEquals(HttpVersion.HTTP_2)) {
      throw new UnsupportedHttpVersionException(request.getVersion());
    }
    DefaultContentLengthStrategy.INSTANCE.determineLength(request);
  }

  private static UnreadableRequest unreadable(Exception reason) {
    if (reason instanceof RequestHeaderFieldsTooLargeException
        || reason instanceof MessageConstraintException) {
      return new UnreadableRequest(
          431,
          "a request line and each header may have "
              + Limits.LINE_BYTES
              + " bytes, together "
              + Limits.HEAD_BYTES
              + ", and there may be "
              + Limits.HEADERS
              + " headers");
    }
    if (reason instanceof UnsupportedHttpVersionException) {
      return new UnreadableRequest(505, "allowed: HTTP/1.1, HTTP/1.0");
    }
    if (reason instanceof NotImplementedException) {
      return new UnreadableRequest(501, "the transfer coding is not known; allowed: chunked");
    }
    return new UnreadableRequest(400, "not an HTTP/1.1 request");
  }

  private static void discard(SessionInputBuffer buffer) {
    while (buffer.hasData()) {
      buffer.read();
    }
  }
}
