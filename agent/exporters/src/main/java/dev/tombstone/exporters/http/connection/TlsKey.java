package dev.tombstone.exporters.http.connection;

import dev.tombstone.core.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key that HTTPS is served with, from the configured PKCS12 file. */
public final class TlsKey {
  private TlsKey() {}

  /**
   * Reads the file, if one is configured.
   *
   * @throws IOException if it cannot be read; the message says which and why, in one line
   */
  public static Optional<SSLContext> of(HttpConfig config) throws IOException {
    if (config.tlsKeystore().isEmpty()) {
      return Optional.empty();
    }
    Path file = config.tlsKeystore().get();
    try {
      return Optional.of(contextOf(file, config.tlsPassword().orElse("").toCharArray()));
    } catch (NoSuchFileException e) {
      throw new IOException("http.tls.keystore " + file + " does not exist", e);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new IOException("http.tls.keystore " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static SSLContext contextOf(Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
