package dev.tombstone.agent.exporters;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes OTLP requests and decodes them with OpenTelemetry's own classes. */
final class Collector implements AutoCloseable {
  final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Collector() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          try (InputStream body = exchange.getRequestBody()) {
            requests.add(ExportMetricsServiceRequest.parseFrom(body));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Attributes of the resource of the last request. */
  Map<String, String> resource() {
    return attributes(last().getResourceMetrics(0).getResource().getAttributesList());
  }

  /** Value in the last request of the counter of this name with this map class, or -1. */
  long counter(String name, String map) {
    return metric(name).getSum().getDataPointsList().stream()
        .filter(point -> map.equals(attributes(point.getAttributesList()).get("map")))
        .mapToLong(point -> point.getAsInt())
        .findFirst()
        .orElse(-1);
  }

  /** A metric of the last request. */
  Metric metric(String name) {
    return last().getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private ExportMetricsServiceRequest last() {
    return requests.get(requests.size() - 1);
  }

  static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
  }
}
