package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.exporters.http.endpoint.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static Path keystore;
  private static SSLContext client;

  @BeforeAll
  static void generateKey() throws Exception {
    keystore = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore generated = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      generated.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", generated.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
  }

  @Test
  void https_bothVersions_areServed() throws Exception {
    try (TestServer server = TestServer.withKey(keystore, PASSWORD, Limits.DEFAULT)) {
      assertThat(server.exporter.url()).startsWith("https://");
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(ask(server, version)).startsWith("HTTP/1.1 200 ").contains("\"maps\"");
      }
      assertThat(server.errors).isEmpty();
    }
  }

  @Test
  void https_oldVersion_isRefused() throws Exception {
    try (TestServer server = TestServer.withKey(keystore, PASSWORD, Limits.DEFAULT)) {
      assertThatThrownBy(() -> ask(server, "TLSv1.1")).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void https_largeAnswer_comesWhole() throws Exception {
    try (TestServer server = TestServer.withKey(keystore, PASSWORD, Limits.DEFAULT)) {
      server.source.classes = 20_000;
      assertThat(ask(server, "TLSv1.3")).contains("com.acme.Map19999").endsWith("}");
    }
  }

  @Test
  void handshakes_neverFinished_holdNobodyUpAndAreCutOff() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    Limits limits = new Limits(100, 2, 10, Duration.ofSeconds(2), minute, minute);
    List<Socket> sockets = new ArrayList<>();
    try (TestServer server = TestServer.withKey(keystore, PASSWORD, limits)) {
      for (int i = 0; i < 30; i++) {
        Socket socket = server.connect();
        sockets.add(socket);
        socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
      }
      assertThat(ask(server, "TLSv1.3")).startsWith("HTTP/1.1 200 ");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.exporter.connections() == 0);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void plainHttp_onTheTlsPort_isNotServed() throws Exception {
    try (TestServer server = TestServer.withKey(keystore, PASSWORD, Limits.DEFAULT)) {
      String answer;
      try {
        answer = server.get("/maps");
      } catch (IOException cut) {
        answer = "";
      }
      assertThat(answer).doesNotContain("HTTP/1.1");
      assertThat(ask(server, "TLSv1.3")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void key_missingOrWrong_oneLineSaysWhy() throws Exception {
    Path nowhere = folder.resolve("nowhere.p12");
    assertThatThrownBy(() -> TestServer.withKey(nowhere, PASSWORD, Limits.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessage("http.tls.keystore " + nowhere + " does not exist");
    assertThatThrownBy(() -> TestServer.withKey(keystore, "wrong", Limits.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.tls.keystore " + keystore + " cannot be read: ")
        .hasMessageContaining("password");
    Path garbage = Files.writeString(folder.resolve("garbage.p12"), "no key");
    assertThatThrownBy(() -> TestServer.withKey(garbage, PASSWORD, Limits.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("http.tls.keystore " + garbage + " cannot be read: ");
  }

  private static String ask(TestServer server, String version) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {version});
      socket
          .getOutputStream()
          .write(
              "GET /maps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
