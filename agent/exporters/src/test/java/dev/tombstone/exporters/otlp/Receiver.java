package dev.tombstone.exporters.otlp;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector that decodes with OpenTelemetry's own classes. */
final class Receiver implements AutoCloseable {
  /** A request: its target, its headers, what was in it. */
  record Received(
      String target, Map<String, List<String>> headers, ExportMetricsServiceRequest request) {
    Map<String, Metric> metrics() {
      return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
          .collect(Collectors.toMap(Metric::getName, metric -> metric));
    }
  }

  final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** Answers every request with this status. */
  Receiver(int status) throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          try (InputStream body = exchange.getRequestBody();
              InputStream in = gzip ? new GZIPInputStream(body) : body) {
            received.add(
                new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    ExportMetricsServiceRequest.parseFrom(in)));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Received last() {
    return received.get(received.size() - 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
