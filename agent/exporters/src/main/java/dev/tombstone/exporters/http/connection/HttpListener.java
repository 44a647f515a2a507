package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.Memory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket with its two threads: one accepts, one reads and writes.
 *
 * <p>The library gives up listening for good when accepting a connection fails, for example because
 * the process has no file descriptor left. {@link #reopenIfLost} starts it anew.
 */
public final class HttpListener implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final long LOOK_MILLIS = 100;
  private static final int BACKLOG = 256;

  /** How late a connection's timeout may be noticed; each waking costs an idle process a little. */
  private static final int SELECT_SECONDS = 3;

  private final IOEventHandlerFactory setup;
  private final HttpThreads threads;
  private InetSocketAddress address;
  private DefaultListeningIOReactor reactor;
  private volatile boolean lost;
  private volatile boolean closed;

  /** What the present reactor has failed with. */
  private volatile @Nullable Throwable failure;

  /** Reactors given up so far: how the threads of one of those end says nothing. */
  private final AtomicInteger givenUp = new AtomicInteger();

  /**
   * Binds and listens.
   *
   * @throws IOException if the address cannot be bound; the message says why
   */
  public HttpListener(InetSocketAddress address, IOEventHandlerFactory setup, HttpThreads threads)
      throws IOException {
    this.setup = setup;
    this.threads = threads;
    this.address = address;
    reactor = newReactor();
    this.address = listen(address);
  }

  /** The port bound. */
  public synchronized int port() {
    return address.getPort();
  }

  /**
   * Listens on the same port again, if the library has stopped and there is memory for it; to be
   * called now and then. A port that is bound where memory ends is not to be had again.
   */
  public synchronized void reopenIfLost() {
    if (!lost || closed || !Memory.hasRoom()) {
      return;
    }
    boolean listening = false;
    try {
      giveUp();
      reactor = newReactor();
      failure = null;
      lost = false;
      listen(address);
      listening = true;
    } catch (IOException e) {
      threads.errors().accept("http", e);
    } finally {
      if (!listening) {
        lost = true;
      }
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
    int number = givenUp.get();
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
        threads.missed("io", error -> ended(number, error)),
        threads.missed("accept", error -> ended(number, error)),
        null,
        error -> failed(number, error),
        null,
        null);
  }

  /** Called where a thread of the library ends, which it does not do while it listens. */
  private void ended(int number, @Nullable Throwable error) {
    if (error != null) {
      failed(number, error);
    } else if (!lost) {
      failed(number, new IllegalStateException("a thread of the server has ended"));
    }
  }

  /** Called where the library gives up by an exception; closing causes some. */
  private void failed(int number, Throwable error) {
    if (!closed && number == givenUp.get() && !(error instanceof ClosedSelectorException)) {
      failure = error;
      lost = true;
      threads.errors().accept("http", error);
    }
  }

  private InetSocketAddress listen(InetSocketAddress address) throws IOException {
    try {
      reactor.start();
      return (InetSocketAddress) bound(reactor.listen(address)).getAddress();
    } catch (ExecutionException e) {
      giveUp();
      throw reasonOf(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      giveUp();
      Throwable reason = failure;
      throw new IOException(
          "not bound within " + PATIENCE_SECONDS + " s", reason == null ? e : reason);
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits for no thread that has ended. */
  private ListenerEndpoint bound(Future<ListenerEndpoint> endpoint)
      throws ExecutionException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return endpoint.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (lost || System.nanoTime() - end >= 0) {
          throw notYet;
        }
      }
    }
  }

  private void giveUp() {
    givenUp.incrementAndGet();
    // A reactor whose own closing has failed, for want of memory say, closes nothing any more.
    reactor.getEndpoints().forEach(Closer::closeQuietly);
    reactor.close(CloseMode.IMMEDIATE);
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
