package dev.tombstone.benchmarks.programs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Clients of a Zipkin server, each with a connection and a service of its own: an operation posts a
 * trace of {@value #SPANS} spans and reads back the one before by its id, every {@value #SEARCH}th
 * by a search for a tag of it. Arguments: address, measured seconds. What is read must be what was
 * posted. The server keeps the newest traces only, and so deletes as many as it takes in.
 */
public final class ZipkinLoad {
  private static final int CLIENTS = 4;
  private static final int SPANS = 10;
  private static final int SEARCH = 10;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private ZipkinLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    String api = "http://" + arguments[0] + "/api/v2/";
    new Load(System.in, System.out, Integer.parseInt(arguments[1]))
        .run(CLIENTS, number -> new Client(api, number));
    System.exit(0);
  }

  private static final class Client implements Load.Client {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String service;
    private final SplittableRandom random;
    private long order;
    private JsonArray before;

    Client(String api, int number) throws Exception {
      this.api = api;
      service = "service" + number;
      random = new SplittableRandom(number);
      before = trace();
      post(before);
    }

    @Override
    public void operate() throws Exception {
      JsonArray now = trace();
      post(now);
      if (order % SEARCH == 0) {
        check(read("traces?serviceName=" + service + "&annotationQuery=order=" + (order - 1)));
      } else {
        check(read("trace/" + string(before.get(0), "traceId")));
      }
      before = now;
    }

    /** A root and its children, each with the number of the order. */
    private JsonArray trace() {
      order++;
      String traceId = id();
      String root = id();
      long micros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
      JsonArray spans = new JsonArray(SPANS);
      for (int i = 0; i < SPANS; i++) {
        JsonObject span = new JsonObject();
        span.addProperty("traceId", traceId);
        if (i > 0) {
          span.addProperty("parentId", root);
        }
        span.addProperty("id", i == 0 ? root : id());
        span.addProperty("kind", i == 0 ? "SERVER" : "CLIENT");
        span.addProperty("name", "step " + i);
        span.addProperty("timestamp", micros + i);
        span.addProperty("duration", 100 - i);
        JsonObject endpoint = new JsonObject();
        endpoint.addProperty("serviceName", service);
        span.add("localEndpoint", endpoint);
        JsonObject tags = new JsonObject();
        tags.addProperty("order", Long.toString(order));
        span.add("tags", tags);
        spans.add(span);
      }
      return spans;
    }

    private String id() {
      return String.format(Locale.ROOT, "%016x", random.nextLong());
    }

    private void post(JsonArray trace) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(api + "spans"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(trace.toString()))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 202) {
        throw new IllegalStateException("the server answers " + status);
      }
    }

    /** Waits while there is nothing: the server answers a post before it has stored it. */
    private JsonArray read(String path) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(URI.create(api + path)).build();
      long began = System.nanoTime();
      while (System.nanoTime() - began < PATIENCE_NANOS) {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200 && !response.body().equals("[]")) {
          return JsonParser.parseString(response.body()).getAsJsonArray();
        }
        if (response.statusCode() != 200 && response.statusCode() != 404) {
          throw new IllegalStateException(path + ": " + response.statusCode());
        }
      }
      throw new IllegalStateException(path + ": nothing there");
    }

    /** Of spans, or of the one trace that a search finds. */
    private void check(JsonArray read) {
      JsonArray spans =
          read.size() == 1 && read.get(0).isJsonArray() ? read.get(0).getAsJsonArray() : read;
      if (spans.size() != SPANS || !setOf(spans).equals(setOf(before))) {
        throw new IllegalStateException("not " + before + " but " + read);
      }
    }

    private static Set<JsonElement> setOf(JsonArray spans) {
      return new HashSet<>(spans.asList());
    }

    private static String string(JsonElement span, String name) {
      return span.getAsJsonObject().get(name).getAsString();
    }
  }
}
