package dev.tombstone.agent.dashboards;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A Prometheus server that scrapes one agent every second, by the scrape example that is shipped.
 */
final class Prometheus implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final AgentProcess process;
  private final String url;

  private Prometheus(AgentProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * A series of an answer.
   *
   * @param labels without the metric's name
   * @param values in order of time, at least one
   * @param seconds from the first to the last
   */
  record Series(Map<String, String> labels, List<Double> values, double seconds) {
    double last() {
      return values.get(values.size() - 1);
    }
  }

  static Prometheus scraping(URI agent, Path folder) throws IOException {
    Tools.assertInstalled();
    Path shipped = Dashboard.FOLDER.resolve("prometheus").toAbsolutePath();
    String config =
        Files.readString(shipped.resolve("prometheus.yml"))
            .replace("127.0.0.1:9477", agent.getAuthority())
            .replaceAll("_interval: 1[05]s", "_interval: 1s")
            .replace("alerts.yml", shipped.resolve("alerts.yml").toString());
    Path file = Files.createDirectories(folder).resolve("prometheus.yml");
    Files.writeString(file, config);
    String address = "127.0.0.1:" + freePort();
    AgentProcess process =
        AgentProcess.start(
            folder,
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address,
                "--log.level=warn"),
            Map.of());
    Prometheus prometheus = new Prometheus(process, "http://" + address);
    prometheus.awaitReady();
    return prometheus;
  }

  /** The values now. */
  List<Series> query(String expression, Instant time) throws IOException, InterruptedException {
    return series(get("query?query=" + encode(expression) + "&time=" + seconds(time)));
  }

  /** The values of the seconds up to this time. */
  List<Series> range(String expression, Instant end, int seconds)
      throws IOException, InterruptedException {
    return series(
        get(
            "query_range?step=1&query="
                + encode(expression)
                + "&start="
                + seconds(end.minusSeconds(seconds))
                + "&end="
                + seconds(end)));
  }

  /** Labels and annotations of the alerts that fire. */
  List<JsonObject> firing() throws IOException, InterruptedException {
    List<JsonObject> firing = new ArrayList<>();
    for (JsonElement alert : get("alerts").getAsJsonArray("alerts")) {
      if (alert.getAsJsonObject().get("state").getAsString().equals("firing")) {
        firing.add(alert.getAsJsonObject());
      }
    }
    return firing;
  }

  /** The member {@code data} of an answer of the API; an error is an exception with its text. */
  JsonObject get(String path) throws IOException, InterruptedException {
    JsonObject answer = JsonParser.parseString(text("/api/v1/" + path)).getAsJsonObject();
    if (!answer.get("status").getAsString().equals("success")) {
      throw new IOException(path + ": " + answer.get("error").getAsString());
    }
    return answer.getAsJsonObject("data");
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> text("/-/ready").contains("Ready") || !process.isAlive());
  }

  private String text(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static List<Series> series(JsonObject data) {
    List<Series> all = new ArrayList<>();
    for (JsonElement element : data.getAsJsonArray("result")) {
      JsonObject series = element.getAsJsonObject();
      Map<String, String> labels = new LinkedHashMap<>();
      series
          .getAsJsonObject("metric")
          .entrySet()
          .forEach(label -> labels.put(label.getKey(), label.getValue().getAsString()));
      JsonArray points = new JsonArray();
      if (series.has("value")) {
        points.add(series.get("value"));
      } else {
        points = series.getAsJsonArray("values");
      }
      List<Double> values = new ArrayList<>();
      points.forEach(point -> values.add(value(point)));
      double seconds = time(points.get(points.size() - 1)) - time(points.get(0));
      all.add(new Series(labels, values, seconds));
    }
    return all;
  }

  private static double time(JsonElement point) {
    return point.getAsJsonArray().get(0).getAsDouble();
  }

  private static double value(JsonElement point) {
    String text = point.getAsJsonArray().get(1).getAsString();
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String seconds(Instant time) {
    return Double.toString(time.toEpochMilli() / 1e3);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
