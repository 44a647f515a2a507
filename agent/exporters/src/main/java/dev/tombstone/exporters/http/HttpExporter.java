package dev.tombstone.exporters.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.core.snapshot.SnapshotSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Serves the endpoints. {@link #start} must run on a thread of the agent: the server's own threads
 * inherit from it that they are daemons and the agent's.
 */
public final class HttpExporter implements AutoCloseable {
  /** Largest request body read. */
  static final int MAX_BODY_BYTES = 8_192;

  private static final int THREADS = 4;
  private static final int BACKLOG = 64;

  private final HttpConfig config;
  private final List<Endpoint> endpoints;
  private final BiConsumer<String, Throwable> errors;
  private final AccessRules rules;
  private final boolean tokenGenerated;
  private final HttpServer server;
  private final ThreadPoolExecutor workers;

  private HttpExporter(
      HttpConfig config,
      SnapshotSource source,
      ThreadFactory threads,
      BiConsumer<String, Throwable> errors)
      throws IOException {
    this.config = config;
    this.errors = errors;
    boolean loopback = ConfigLoader.isLoopback(config.host());
    tokenGenerated = !loopback && config.token().isEmpty();
    rules = new AccessRules(tokenGenerated ? Optional.of(newToken()) : config.token(), loopback);
    endpoints = Endpoints.of(source);
    server = TlsServer.create(config, new InetSocketAddress(config.host(), config.port()), BACKLOG);
    workers =
        new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    workers.allowCoreThreadTimeOut(true);
    server.setExecutor(workers);
    server.createContext("/", this::serve);
  }

  /**
   * Binds and serves.
   *
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
    HttpExporter exporter = new HttpExporter(config, source, threads, errors);
    exporter.server.start();
    exporter.writePortFile();
    return exporter;
  }

  /** Where a browser finds the page. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String scheme = config.tlsKeystore().isPresent() ? "https" : "http";
    return scheme + "://" + host + ":" + server.getAddress().getPort() + "/";
  }

  /** The token that was generated because the address is not loopback and none was set. */
  public Optional<String> generatedToken() {
    return tokenGenerated ? rules.token() : Optional.empty();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      Response response;
      try {
        response = answer(exchange);
      } catch (Request.BadRequest e) {
        response = Response.error(400, String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        errors.accept("http", e);
        response = Response.error(500, "the agent failed to answer: " + e.getClass().getName());
      }
      send(exchange, response);
    } catch (IOException clientIsGone) {
      // Nobody is left to tell, and nothing of the agent's has failed.
      exchange.close();
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Optional<Endpoint> found =
        endpoints.stream().filter(endpoint -> endpoint.path().equals(path)).findFirst();
    Endpoint endpoint =
        found.orElseGet(() -> new Endpoint(path, List.of(method), false, HttpExporter::unknown));
    Response refusal = rules.refusal(endpoint, method, exchange.getRequestHeaders());
    if (refusal != null) {
      return refusal;
    }
    boolean allowed =
        endpoint.methods().contains(method)
            || (method.equals("HEAD") && endpoint.methods().contains("GET"));
    if (!allowed) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", endpoint.methods()));
      return Response.error(405, "allowed: " + String.join(", ", endpoint.methods()));
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return Response.error(413, "a request body may have " + MAX_BODY_BYTES + " bytes");
    }
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return endpoint
        .handler()
        .handle(
            new Request(
                method,
                Request.parametersOf(exchange.getRequestURI().getRawQuery()),
                accept == null ? "" : accept,
                body));
  }

  private static Response unknown(Request request) {
    return Response.error(404, "no such path");
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        response.status(), head || response.body().length == 0 ? -1 : response.body().length);
    if (!head) {
      exchange.getResponseBody().write(response.body());
    }
  }

  private void writePortFile() {
    config
        .portFile()
        .ifPresent(
            file -> {
              Path beside = file.resolveSibling(file.getFileName() + ".tmp");
              try {
                String port = Integer.toString(server.getAddress().getPort());
                Files.writeString(beside, port, StandardCharsets.UTF_8);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                errors.accept("http.port.file", e);
              }
            });
  }

  private static String newToken() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
