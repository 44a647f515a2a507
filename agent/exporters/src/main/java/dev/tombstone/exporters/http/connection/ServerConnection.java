package dev.tombstone.exporters.http.connection;

import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseWriterFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.HandlerFactory;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/** HTTP/1.1 on one connection, with heads and bodies that are read by this server's own rules. */
final class ServerConnection extends ServerHttp1StreamDuplexer {
  private final RequestReader reader;

  ServerConnection(
      ProtocolIOSession session,
      HandlerFactory<AsyncServerExchangeHandler> exchanges,
      String scheme,
      RequestReader reader,
      Consumer<Exception> failed) {
    super(
        session,
        ConnectionSetup.ANSWERS,
        exchanges,
        scheme,
        ConnectionSetup.BOUNDS,
        null,
        DefaultConnectionReuseStrategy.INSTANCE,
        reader,
        DefaultHttpResponseWriterFactory.INSTANCE.create(),
        DefaultContentLengthStrategy.INSTANCE,
        DefaultContentLengthStrategy.INSTANCE,
        null,
        failed::accept);
    this.reader = reader;
  }

  @Override
  protected ContentDecoder createContentDecoder(
      long length,
      ReadableByteChannel channel,
      SessionInputBuffer buffer,
      BasicHttpTransportMetrics metrics)
      throws HttpException {
    return length == ContentLengthStrategy.CHUNKED
        ? new ChunkedBody(channel, buffer, reader::bodyIsMalformed)
        : super.createContentDecoder(length, channel, buffer, metrics);
  }
}
