package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.core.config.HttpConfig;
import dev.tombstone.exporters.FakeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, and a client of it. */
abstract class HttpFixture {
  @TempDir Path folder;

  final HttpClient client = HttpClient.newHttpClient();
  final FakeSource source = new FakeSource();
  final List<String> errors = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  @Nullable HttpExporter started;

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  void start(Optional<String> token) throws IOException {
    started =
        HttpExporter.start(
            config("127.0.0.1", 0, token),
            source,
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            },
            this::failed);
  }

  /** The one that was started. */
  HttpExporter exporter() {
    return Objects.requireNonNull(started);
  }

  HttpConfig config(String host, int port, Optional<String> token) {
    return new HttpConfig(
        true,
        host,
        port,
        Optional.of(folder.resolve("port")),
        token,
        Optional.empty(),
        Optional.empty());
  }

  void failed(String kind, Throwable error) {
    errors.add(kind);
  }

  String raw(String request) throws IOException {
    URI uri = URI.create(exporter().url());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(exporter().url() + path.substring(1)));
  }

  static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  static void expect(HttpResponse<String> response, int status, String text) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JsonParser.parseString(response.body()).getAsJsonObject().get("error").getAsString())
        .contains(text);
  }
}
