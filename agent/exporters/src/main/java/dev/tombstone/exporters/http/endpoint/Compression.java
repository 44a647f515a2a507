package dev.tombstone.exporters.http.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Gzip, for clients that ask for it and answers that are worth it. */
final class Compression {
  /** Smaller bodies fit into a packet or two as they are. */
  static final int LEAST_BYTES = 2_048;

  private static final String ENCODING = "Content-Encoding";

  private Compression() {}

  /** The answer as this {@code Accept-Encoding} wants it. */
  static Response of(Response response, String acceptEncoding) {
    boolean done = response.headers().containsKey(ENCODING);
    if (done || response.body().length < LEAST_BYTES || !accepts(acceptEncoding)) {
      return response;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(response.body().length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response
        .withBody(compressed.toByteArray())
        .with(ENCODING, "gzip")
        .with("Vary", "Accept-Encoding");
  }

  /** Whether gzip is named and not ruled out. */
  private static boolean accepts(String header) {
    for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.split(";", 2);
      if (parts[0].strip().equals("gzip")) {
        return parts.length == 1 || !parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
      }
    }
    return false;
  }
}
