package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.exporters.http.endpoint.Router;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandler;
import org.apache.hc.core5.http.nio.ssl.BasicServerTlsStrategy;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sets a new connection up: counted in, TLS if there is a key, HTTP/1.1. The library's TLS strategy
 * allows TLS 1.2 and later, without weak ciphers.
 */
public final class ConnectionSetup implements IOEventHandlerFactory {
  private static final VerbatimRequests REQUESTS = new VerbatimRequests();

  /** What every answer is given besides what it says. */
  static final HttpProcessor ANSWERS =
      new DefaultHttpProcessor(
          new ResponseDate(), new ResponseContent(), new ResponseConnControl());

  /** How long heads may be. */
  static final Http1Config BOUNDS =
      Http1Config.custom()
          .setMaxLineLength(Limits.LINE_BYTES)
          .setMaxHeaderCount(Limits.HEADERS)
          .build();

  private final Connections connections;
  private final Router router;
  private final Answering answering;
  private final @Nullable TlsStrategy tls;
  private final Timeout handshake;
  private final BiConsumer<String, Throwable> errors;

  /** Sets up connections that this router answers. */
  public ConnectionSetup(
      Limits limits,
      Connections connections,
      Router router,
      Answering answering,
      Optional<SSLContext> key,
      BiConsumer<String, Throwable> errors) {
    this.connections = connections;
    this.router = router;
    this.answering = answering;
    this.errors = errors;
    tls = key.map(BasicServerTlsStrategy::new).orElse(null);
    handshake = Timeout.of(limits.request());
  }

  @Override
  public IOEventHandler createHandler(ProtocolIOSession session, @Nullable Object attachment) {
    Connection connection = connections.add(session);
    if (tls != null) {
      tls.upgrade(session, null, null, handshake, null);
    }
    ServerConnection http =
        new ServerConnection(
            session,
            (request, context) -> new Exchange(connection, router, answering, request, context),
            tls == null ? "http" : "https",
            new RequestReader(new DefaultHttpRequestParser<>(BOUNDS, REQUESTS), connection),
            this::failed);
    return new ServerHttp1IOEventHandler(http) {
      @Override
      public void disconnected(IOSession ended) {
        connections.remove(connection);
        super.disconnected(ended);
      }
    };
  }

  private void failed(Exception error) {
    if (error instanceof RuntimeException) {
      errors.accept("http", error);
    }
  }
}
