package dev.tombstone.exporters.http;

import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.exporters.FakeSource;
import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.hook.thread.AgentThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port of 127.0.0.1, asked over plain sockets. */
final class TestServer implements AutoCloseable {
  final FakeSource source = new FakeSource();
  final List<Throwable> errors = new CopyOnWriteArrayList<>();
  final HttpExporter exporter;

  private TestServer(HttpConfig config, Limits limits) throws IOException {
    exporter =
        HttpExporter.start(
            config,
            source,
            limits,
            task -> AgentThreads.newThread("http", task),
            (kind, error) -> errors.add(error));
  }

  static TestServer start() throws IOException {
    return start(Limits.DEFAULT);
  }

  static TestServer start(Limits limits) throws IOException {
    return new TestServer(config("127.0.0.1"), limits);
  }

  static TestServer withToken(String token) throws IOException {
    return new TestServer(
        new HttpConfig(
            true,
            "127.0.0.1",
            0,
            Optional.empty(),
            Optional.of(token),
            Optional.empty(),
            Optional.empty()),
        Limits.DEFAULT);
  }

  static TestServer withHost(String host) throws IOException {
    return new TestServer(config(host), Limits.DEFAULT);
  }

  static TestServer withKey(Path keystore, String password, Limits limits) throws IOException {
    return new TestServer(
        new HttpConfig(
            true,
            "127.0.0.1",
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.of(keystore),
            Optional.of(password)),
        limits);
  }

  private static HttpConfig config(String host) {
    return new HttpConfig(
        true, host, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  int port() {
    return URI.create(exporter.url()).getPort();
  }

  /** A connection that gives up after 20 s. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends this and reads until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** GET with headers, each with its line end; the whole answer. */
  String get(String target, String... headers) throws IOException {
    return request("GET", target, headers);
  }

  /** A request without body; the whole answer. */
  String request(String method, String target, String... headers) throws IOException {
    return raw(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  @Override
  public void close() {
    exporter.close();
  }
}
