package dev.tombstone.exporters.otlp;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where to push what and how often: the standard {@code OTEL_*} variables.
 *
 * @param endpoint address of the metrics service
 * @param headers sent with each request
 * @param timeout of one request, all of it
 * @param gzip whether requests are compressed
 * @param certificate PEM file of the authorities that are trusted, instead of the JVM's
 * @param exponential whether histograms have exponential buckets
 * @param interval from one push to the next
 * @param resource attributes of this process; {@code service.name} is always among them
 */
record OtlpSettings(
    URI endpoint,
    Map<String, String> headers,
    Duration timeout,
    boolean gzip,
    Optional<Path> certificate,
    boolean exponential,
    Duration interval,
    Map<String, String> resource) {

  /**
   * The settings of this environment.
   *
   * @throws IllegalArgumentException naming every variable that cannot be followed
   */
  static OtlpSettings of(Map<String, String> environment) {
    return new OtlpVariables(environment).read();
  }

  /** The endpoint as a message may repeat it: a path or a query may be a key. */
  String shownEndpoint() {
    int port = endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + (port >= 0 ? ":" + port : "");
  }

  String host() {
    String host = endpoint.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  boolean tls() {
    return endpoint.getScheme().equals("https");
  }

  int port() {
    return endpoint.getPort() >= 0 ? endpoint.getPort() : tls() ? 443 : 80;
  }

  /** Request line and headers for a body of this length, in the form of HTTP/1.1. */
  byte[] head(int length, String userAgent) {
    StringBuilder head = new StringBuilder();
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    head.append("POST ").append(path);
    if (endpoint.getRawQuery() != null) {
      head.append('?').append(endpoint.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ")
        .append(endpoint.getHost())
        .append(endpoint.getPort() >= 0 ? ":" + endpoint.getPort() : "")
        .append("\r\nContent-Type: application/x-protobuf\r\nContent-Length: ")
        .append(length)
        .append("\r\nConnection: close\r\nUser-Agent: ")
        .append(userAgent)
        .append("\r\n");
    if (gzip) {
      head.append("Content-Encoding: gzip\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
