package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a chunked body by the letter of RFC 9112: sizes are hexadecimal digits and nothing else,
 * every line ends with CR LF. Extensions and trailers are read over. At the first byte that is
 * wrong the body ends, and the connection is told.
 */
final class ChunkedBody implements ContentDecoder {
  /** Of a size: more than any body may have. */
  private static final int MOST_DIGITS = 8;

  private enum Place {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_LF,
    LAST_LF,
    END
  }

  private final ReadableByteChannel channel;
  private final SessionInputBuffer buffer;
  private final Runnable malformed;
  private Place place = Place.SIZE;
  private int digits;
  private long left;

  /** Bytes that are no data. */
  private int overhead;

  /** A body whose first chunk is next; tells {@code malformed} if it is none. */
  ChunkedBody(ReadableByteChannel channel, SessionInputBuffer buffer, Runnable malformed) {
    this.channel = channel;
    this.buffer = buffer;
    this.malformed = malformed;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    int before = to.position();
    while (place != Place.END && to.hasRemaining()) {
      if (!buffer.hasData()) {
        int filled = buffer.fill(channel);
        if (filled < 0) {
          throw new ConnectionClosedException("the body has no end");
        }
        if (filled == 0) {
          break;
        }
      }
      if (place == Place.DATA) {
        left -= buffer.read(to, (int) Math.min(left, to.remaining()));
        place = left == 0 ? Place.DATA_CR : Place.DATA;
      } else {
        take(buffer.read());
      }
    }
    int read = to.position() - before;
    return read == 0 && place == Place.END ? -1 : read;
  }

  @Override
  public boolean isCompleted() {
    return place == Place.END;
  }

  @Override
  public @Nullable List<? extends Header> getTrailers() {
    return null;
  }

  private void take(int next) {
    Place then = ++overhead > Limits.BODY_BYTES ? null : after(next);
    if (then == null) {
      malformed.run();
      place = Place.END;
    } else {
      place = then;
    }
  }

  /** The place after this byte; null if it must not be here. */
  private @Nullable Place after(int next) {
    return switch (place) {
      case SIZE -> afterSize(next);
      case EXTENSION -> inLine(next, Place.EXTENSION, Place.SIZE_LF);
      case SIZE_LF -> next == '\n' ? afterSizeLine() : null;
      case DATA_CR -> next == '\r' ? Place.DATA_LF : null;
      case DATA_LF -> next == '\n' ? Place.SIZE : null;
      case TRAILER_START -> next == '\r' ? Place.LAST_LF : inLine(next, Place.TRAILER, null);
      case TRAILER -> inLine(next, Place.TRAILER, Place.TRAILER_LF);
      case TRAILER_LF -> next == '\n' ? Place.TRAILER_START : null;
      case LAST_LF -> next == '\n' ? Place.END : null;
      case DATA, END -> throw new IllegalStateException();
    };
  }

  private @Nullable Place afterSize(int next) {
    int digit = Character.digit(next, 16);
    if (digit >= 0 && next < 0x80) {
      left = left * 16 + digit;
      return ++digits > MOST_DIGITS ? null : Place.SIZE;
    }
    if (digits == 0) {
      return null;
    }
    return switch (next) {
      case '\r' -> Place.SIZE_LF;
      case ';' -> Place.EXTENSION;
      default -> null;
    };
  }

  private Place afterSizeLine() {
    digits = 0;
    return left == 0 ? Place.TRAILER_START : Place.DATA;
  }

  /** Within a line whose text does not matter. */
  private static @Nullable Place inLine(int next, Place same, @Nullable Place atItsEnd) {
    if (next == '\r') {
      return atItsEnd;
    }
    return HeadLines.isOfALine(next) ? same : null;
  }
}
