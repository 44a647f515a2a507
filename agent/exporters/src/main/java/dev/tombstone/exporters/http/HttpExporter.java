package dev.tombstone.exporters.http;

import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.exporters.http.connection.Answering;
import dev.tombstone.exporters.http.connection.ConnectionSetup;
import dev.tombstone.exporters.http.connection.Connections;
import dev.tombstone.exporters.http.connection.HttpListener;
import dev.tombstone.exporters.http.connection.HttpThreads;
import dev.tombstone.exporters.http.connection.Ticking;
import dev.tombstone.exporters.http.connection.TlsKey;
import dev.tombstone.exporters.http.endpoint.AccessRules;
import dev.tombstone.exporters.http.endpoint.Endpoints;
import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.exporters.http.endpoint.Router;
import dev.tombstone.model.snapshot.SnapshotSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the endpoints. Two threads accept, read and write, a few more compute answers as needed, a
 * last one enforces {@link Limits}; all come from the given factory and are daemons.
 */
public final class HttpExporter implements AutoCloseable {
  private final HttpConfig config;
  private final Optional<String> generatedToken;
  private final BiConsumer<String, Throwable> errors;
  private final HttpThreads threads;
  private final Router router;
  private final Connections connections;
  private final Answering answering;
  private final HttpListener listener;
  private final Ticking timer;
  private @Nullable PortFile portFile;

  private HttpExporter(HttpConfig config, SnapshotSource source, Limits limits, HttpThreads threads)
      throws IOException {
    this.config = config;
    this.threads = threads;
    errors = threads.errors();
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    if (address.isUnresolved()) {
      throw new IOException("http.host " + config.host() + " is not known");
    }
    boolean loopback = ConfigLoader.isLoopback(config.host());
    generatedToken =
        loopback || config.token().isPresent() ? Optional.empty() : Optional.of(newToken());
    AccessRules rules =
        new AccessRules(
            config.token().or(() -> generatedToken),
            loopback ? Optional.of(config.host()) : Optional.empty());
    router = new Router(Endpoints.of(source), rules, errors);
    connections = new Connections(limits);
    answering = new Answering(limits, threads);
    ConnectionSetup setup =
        new ConnectionSetup(limits, connections, router, answering, TlsKey.of(config), errors);
    listener = new HttpListener(address, setup, threads);
    timer = ticking();
  }

  /**
   * Binds and serves.
   *
   * @param threads makes the agent's threads
   * @param errors told of failures by kind
   * @throws IOException if the address cannot be bound or the key file not read; the message says
   *     which
   */
  public static HttpExporter start(
      HttpConfig config,
      SnapshotSource source,
      ThreadFactory threads,
      BiConsumer<String, Throwable> errors)
      throws IOException {
    return start(config, source, Limits.DEFAULT, threads, errors);
  }

  static HttpExporter start(
      HttpConfig config,
      SnapshotSource source,
      Limits limits,
      ThreadFactory threads,
      BiConsumer<String, Throwable> errors)
      throws IOException {
    return new HttpExporter(config, source, limits, new HttpThreads(threads, errors));
  }

  /**
   * Writes the port's file, if one is set, on a thread of its own if that takes long. Who reads it
   * takes the agent for started.
   */
  public void showPort() {
    config.portFile().ifPresent(file -> writePort(new PortFile(file)));
  }

  /** Where a browser finds the page. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String scheme = config.tlsKeystore().isPresent() ? "https" : "http";
    return scheme + "://" + host + ":" + listener.port() + "/";
  }

  /** The token that was generated because the address is not loopback and none was set. */
  public Optional<String> generatedToken() {
    return generatedToken;
  }

  /** Stops serving, cuts every connection, and removes the port's file. */
  @Override
  public void close() {
    timer.close();
    listener.close();
    answering.close();
    if (portFile != null) {
      portFile.remove(listener.port());
    }
  }

  /** Initialises what answers need, while there is memory for it. */
  public void rehearse() {
    router.rehearse();
  }

  /** How many connections are open. */
  int connections() {
    return connections.size();
  }

  private void writePort(PortFile file) {
    portFile = file;
    file.write(listener.port(), threads);
  }

  /** Where there is no memory for one more thread, the port is given back. */
  private Ticking ticking() {
    try {
      return new Ticking(this::tick, threads);
    } catch (Error e) {
      listener.close();
      throw e;
    }
  }

  private void tick() {
    connections.closeOverdue();
    listener.reopenIfLost();
  }

  private static String newToken() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
