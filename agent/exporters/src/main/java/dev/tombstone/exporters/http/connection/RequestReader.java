package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.exporters.http.endpoint.UnreadableRequest;
import java.io.IOException;
import org.apache.hc.core5.http.Header;
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
public final class RequestReader implements NHttpMessageParser<HttpRequest> {
  /** Headers that two readers may take for two things if there are two of them. */
  private static final String[] ONCE = {
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Content-Type",
    "Authorization",
    "Origin",
    "Sec-Fetch-Site",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Dest",
    "Expect"
  };

  private static final String LENGTH = "[0-9]{1,18}";

  private final NHttpMessageParser<HttpRequest> parser;
  private final Connection connection;
  private int headBytes;
  private boolean inHeaders;
  private boolean lost;

  RequestReader(NHttpMessageParser<HttpRequest> parser, Connection connection) {
    this.parser = parser;
    this.connection = connection;
  }

  @Override
  public void reset() {
    parser.reset();
    headBytes = 0;
    inHeaders = false;
  }

  /** What was to be a body is none: nothing after it is read. */
  void bodyIsMalformed() {
    lost = true;
    connection.garble();
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
      HeadLines lines = new HeadLines(buffer, inHeaders);
      HttpRequest request = parsed(lines, endOfStream);
      inHeaders = lines.inHeaders();
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

  private @Nullable HttpRequest parsed(HeadLines lines, boolean endOfStream)
      throws IOException, HttpException {
    HttpRequest request;
    try {
      request = parser.parse(lines, endOfStream);
    } catch (HttpException e) {
      refuseWhatIsWrong(lines);
      throw e;
    }
    refuseWhatIsWrong(lines);
    return request;
  }

  private static void refuseWhatIsWrong(HeadLines lines) throws MalformedMessage {
    String wrong = lines.wrong();
    if (wrong != null) {
      throw new MalformedMessage(wrong);
    }
  }

  private static void check(HttpRequest request) throws HttpException {
    if (request.getVersion() != null && request.getVersion().greaterEquals(HttpVersion.HTTP_2)) {
      throw new UnsupportedHttpVersionException(request.getVersion());
    }
    for (String name : ONCE) {
      if (request.countHeaders(name) > 1) {
        throw new MalformedMessage("there must be one " + name + " header at most");
      }
    }
    Header length = request.getFirstHeader("Content-Length");
    Header coding = request.getFirstHeader("Transfer-Encoding");
    if (length != null && !length.getValue().matches(LENGTH)) {
      throw new MalformedMessage("Content-Length must be decimal digits");
    }
    if (coding != null) {
      if (length != null || !isHttp11(request)) {
        throw new MalformedMessage(
            "Transfer-Encoding goes with HTTP/1.1 and without Content-Length only");
      }
      if (!coding.getValue().equalsIgnoreCase("chunked")) {
        throw new NotImplementedException(coding.getValue());
      }
    }
    DefaultContentLengthStrategy.INSTANCE.determineLength(request);
  }

  private static boolean isHttp11(HttpRequest request) {
    return request.getVersion() == null || request.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
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
    return new UnreadableRequest(
        400,
        reason instanceof MalformedMessage
            ? String.valueOf(reason.getMessage())
            : "not an HTTP/1.1 request");
  }

  private static void discard(SessionInputBuffer buffer) {
    while (buffer.hasData()) {
      buffer.read();
    }
  }
}
