package dev.tombstone.exporters.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;

/**
 * The listening socket with its two threads: one accepts, one reads and writes.
 *
 * <p>The library gives up listening for good when accepting a connection fails, for example because
 * the process has no file descriptor left. {@link #reopenIfLost} starts it anew.
 */
final class HttpListener implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final int BACKLOG = 256;

  /** How late a connection's timeout may be noticed; each waking costs an idle process a little. */
  private static final int SELECT_SECONDS = 3;

  private final IOEventHandlerFactory setup;
  private final HttpThreads threads;
  private InetSocketAddress address;
  private DefaultListeningIOReactor reactor;
  private volatile boolean lost;
  private volatile boolean closed;

  /**
   * Binds and listens.
   *
   * @throws IOException if the address cannot be bound; the message says why
   */
  HttpListener(InetSocketAddress address, IOEventHandlerFactory setup, HttpThreads threads)
      throws IOException {
    this.setup = setup;
    this.threads = threads;
    this.address = address;
    reactor = newReactor();
    this.address = listen(reactor, address);
  }

  /** The port bound. */
  synchronized int port() {
    return address.getPort();
  }

  /** Listens on the same port again, if the library has stopped; to be called now and then. */
  synchronized void reopenIfLost() {
    if (!lost || closed) {
      return;
    }
    reactor.close(CloseMode.IMMEDIATE);
    reactor = newReactor();
    lost = false;
    try {
      listen(reactor, address);
    } catch (IOException e) {
      lost = true;
      threads.errors().accept("http", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      reactor.close(CloseMode.IMMEDIATE);
    }
  }

  private DefaultListeningIOReactor newReactor() {
    IOReactorConfig config =
        IOReactorConfig.custom()
            .setIoThreadCount(1)
            .setSelectInterval(TimeValue.ofSeconds(SELECT_SECONDS))
            .setSoReuseAddress(true)
            .setBacklogSize(BACKLOG)
            .build();
    return new DefaultListeningIOReactor(
        setup,
        config,
        threads.named("io", this::failed),
        threads.named("accept", this::failed),
        null,
        this::failed,
        null,
        null);
  }

  /** Called where a thread of the library ends by an exception; closing causes some. */
  private void failed(Throwable error) {
    if (!closed && !(error instanceof ClosedSelectorException)) {
      lost = true;
      threads.errors().accept("http", error);
    }
  }

  private static InetSocketAddress listen(
      DefaultListeningIOReactor reactor, InetSocketAddress address) throws IOException {
    try {
      reactor.start();
      ListenerEndpoint endpoint = reactor.listen(address).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return (InetSocketAddress) endpoint.getAddress();
    } catch (ExecutionException e) {
      reactor.close(CloseMode.IMMEDIATE);
      throw reasonOf(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      reactor.close(CloseMode.IMMEDIATE);
      throw new IOException("not bound within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      reactor.close(CloseMode.IMMEDIATE);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The library's message names the socket's fields too; the system's reason is its end. */
  private static IOException reasonOf(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof BindException) {
      return new BindException(message.substring(message.lastIndexOf(": ") + 1).strip());
    }
    return cause instanceof IOException failure ? failure : new IOException(message, cause);
  }
}
