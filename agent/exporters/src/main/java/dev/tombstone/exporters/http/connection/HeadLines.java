package dev.tombstone.exporters.http.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a head as they come, looked at before the library reads them, for it forgives what
 * another reader of the same bytes may understand otherwise: a line that ends with a bare line
 * feed, that holds a bare carriage return or another control character, that goes on in the next
 * one, that has a blank before its colon.
 *
 * <p>What is wrong is kept, to be asked for when the library has read.
 */
final class HeadLines implements SessionInputBuffer {
  /** Beside letters and digits, what a method or the name of a header may consist of. */
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private static final char DELETE = 0x7f;
  private static final int LINE_END = 2;

  private final SessionInputBuffer bytes;
  private boolean inHeaders;
  private @Nullable String wrong;

  HeadLines(SessionInputBuffer bytes, boolean inHeaders) {
    this.bytes = bytes;
    this.inHeaders = inHeaders;
  }

  /** Whether the request line has been read. */
  boolean inHeaders() {
    return inHeaders;
  }

  /** What was wrong with the first line that is no HTTP, or null. */
  @Nullable String wrong() {
    return wrong;
  }

  @Override
  public boolean readLine(CharArrayBuffer line, boolean endOfStream) throws IOException {
    int before = bytes.length();
    boolean read = bytes.readLine(line, endOfStream);
    if (read && wrong == null) {
      wrong = fault(line, before - bytes.length() - line.length());
      inHeaders |= !line.isEmpty();
    }
    return read;
  }

  private @Nullable String fault(CharArrayBuffer line, int lineEnd) {
    if (lineEnd != LINE_END) {
      return "each line must end with CR LF";
    }
    for (int i = 0; i < line.length(); i++) {
      if (!isOfALine(line.charAt(i))) {
        return "no control characters are allowed in a head";
      }
    }
    if (line.isEmpty()) {
      return null;
    }
    return inHeaders ? faultOfHeader(line) : faultOfRequestLine(line);
  }

  /** Whether it may stand in a line of a message: no control character but the tab does. */
  static boolean isOfALine(int character) {
    return (character >= ' ' && character != DELETE) || character == '\t';
  }

  private static @Nullable String faultOfRequestLine(CharArrayBuffer line) {
    String[] parts = line.toString().split(" ", -1);
    boolean asItShould =
        parts.length == 3
            && isToken(parts[0])
            && !parts[1].isEmpty()
            && parts[1].indexOf('\t') < 0
            && parts[2].matches("HTTP/\\d\\.\\d");
    return asItShould ? null : "not an HTTP/1.1 request";
  }

  private static @Nullable String faultOfHeader(CharArrayBuffer line) {
    int colon = line.indexOf(':');
    return colon > 0 && isToken(line.substring(0, colon))
        ? null
        : "each header must be a name, a colon and a value on one line";
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  @Override
  public boolean hasData() {
    return bytes.hasData();
  }

  @Override
  public int length() {
    return bytes.length();
  }

  @Override
  public int fill(ReadableByteChannel channel) throws IOException {
    return bytes.fill(channel);
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(ByteBuffer to, int most) {
    return bytes.read(to, most);
  }

  @Override
  public int read(ByteBuffer to) {
    return bytes.read(to);
  }

  @Override
  public int read(WritableByteChannel to, int most) throws IOException {
    return bytes.read(to, most);
  }

  @Override
  public int read(WritableByteChannel to) throws IOException {
    return bytes.read(to);
  }
}
