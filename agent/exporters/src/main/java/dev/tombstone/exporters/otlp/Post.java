package dev.tombstone.exporters.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request to the collector, over a connection of its own. Another thread gives it up by closing
 * it, wherever it is.
 *
 * <p>A socket, not {@code HttpURLConnection}: that would ask the application's authenticator,
 * cookie handler and proxy selector, and leave a thread for idle connections behind.
 */
final class Post implements AutoCloseable {
  private static final int STATUS_LINE = 256;

  private final OtlpSettings settings;
  private final String userAgent;
  private @Nullable Socket socket;
  private boolean closed;

  Post(OtlpSettings settings, String userAgent) {
    this.settings = settings;
    this.userAgent = userAgent;
  }

  /**
   * Sends the body and waits for the answer.
   *
   * @throws IOException if the collector cannot be reached or does not answer with a 2xx status
   */
  void send(byte[] body) throws IOException, GeneralSecurityException {
    byte[] sent = settings.gzip() ? compressed(body) : body;
    int millis = (int) settings.timeout().toMillis();
    try (Socket connection = opened(new Socket())) {
      connection.setSoTimeout(millis);
      connection.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
      Socket talking = settings.tls() ? secured(connection) : connection;
      OutputStream out = talking.getOutputStream();
      out.write(settings.head(sent.length, userAgent));
      out.write(sent);
      out.flush();
      String status = statusLine(talking.getInputStream());
      if (!status.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
        throw new IOException(settings.shownEndpoint() + " answered " + status);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Given up all the same: nobody waits for it.
        return;
      }
    }
  }

  private synchronized Socket opened(Socket opened) throws IOException {
    if (closed) {
      throw new IOException("given up");
    }
    socket = opened;
    return opened;
  }

  private Socket secured(Socket connection) throws IOException, GeneralSecurityException {
    // A context of its own: the default one, once made, would not see what the application sets.
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(authorities());
    context.init(null, trusted.getTrustManagers(), null);
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(connection, settings.host(), settings.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }

  /** Those of the file; null for the JVM's. */
  private @Nullable KeyStore authorities() throws IOException, GeneralSecurityException {
    if (settings.certificate().isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(settings.certificate().get())) {
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(Integer.toString(number++), authority);
      }
    }
    return store;
  }

  private static String statusLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\r' && next != '\n' && line.length() < STATUS_LINE) {
      line.append((char) next);
      next = in.read();
    }
    return line.isEmpty() ? "nothing" : line.toString();
  }

  private static byte[] compressed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
