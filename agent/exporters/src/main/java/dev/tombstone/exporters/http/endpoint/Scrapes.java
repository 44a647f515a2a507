package dev.tombstone.exporters.http.endpoint;

import dev.tombstone.exporters.prometheus.PrometheusExporter;
import dev.tombstone.model.snapshot.SnapshotSource;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /metrics}. Of many that come at a time those that were there before a scrape began
 * share it: nobody is told less than was true when they asked, and a crowd costs little more than
 * one. Thread-safe; scrapes take turns.
 */
final class Scrapes {
  private record Last(String accept, String acceptEncoding, long begunNanos, Response response) {
    boolean fits(Request request) {
      return begunNanos - request.arrivedNanos() >= 0
          && accept.equals(request.accept())
          && acceptEncoding.equals(request.acceptEncoding());
    }
  }

  private final SnapshotSource source;
  private @Nullable PrometheusExporter exporter;
  private @Nullable Last last;

  Scrapes(SnapshotSource source) {
    this.source = source;
  }

  synchronized Response answer(Request request) {
    Last latest = last;
    if (latest == null || !latest.fits(request)) {
      long begun = System.nanoTime();
      PrometheusExporter.Scrape scrape = exporter().scrape(request.accept());
      latest =
          new Last(
              request.accept(),
              request.acceptEncoding(),
              begun,
              Compression.of(
                  Response.ok(scrape.contentType(), scrape.body()), request.acceptEncoding()));
      last = latest;
    }
    return latest.response();
  }

  /** Made at the first scrape: a JVM that nobody scrapes does not load Micrometer. */
  private PrometheusExporter exporter() {
    PrometheusExporter present = exporter;
    if (present == null) {
      present = new PrometheusExporter(source);
      exporter = present;
    }
    return present;
  }
}
