package dev.tombstone.exporters.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tombstone.core.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes the server: with TLS where a key file is configured, plain otherwise. */
final class TlsServer {
  private TlsServer() {}

  static HttpServer create(HttpConfig config, InetSocketAddress address, int backlog)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("http.host " + config.host() + " is not known");
    }
    if (config.tlsKeystore().isEmpty()) {
      return HttpServer.create(address, backlog);
    }
    SSLContext context =
        contextOf(config.tlsKeystore().get(), config.tlsPassword().orElse("").toCharArray());
    HttpsServer server = HttpsServer.create(address, backlog);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private static SSLContext contextOf(Path keystore, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException("http.tls.keystore " + keystore + " cannot be read: " + e, e);
    }
  }
}
