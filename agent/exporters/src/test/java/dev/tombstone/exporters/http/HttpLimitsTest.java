package dev.tombstone.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.hook.thread.AgentThreads;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLimitsTest {
  private static final String HALF = "GET /maps HTTP/1.1\r\nHost: local";
  private static final String REPORT = "GET /report HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void closeSockets() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void clients_halfOpenAndNeverReading_holdNobodyUp() throws Exception {
    try (TestServer server = TestServer.start()) {
      server.source.classes = 20_000;
      connect(server, 20, HALF);
      connect(server, 20, REPORT);
      connect(server, 50, "");
      for (int i = 0; i < 20; i++) {
        long start = System.nanoTime();
        assertThat(server.get("/healthz")).startsWith("HTTP/1.1 200 ");
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
      }
      assertThat(server.errors).isEmpty();
    }
  }

  @Test
  void request_neverCompleted_isCutOff() throws Exception {
    Limits limits = limits(10, Duration.ofMillis(200), Duration.ofMinutes(1));
    try (TestServer server = TestServer.start(limits)) {
      connect(server, 1, "");
      connect(server, 1, HALF);
      connect(server, 1, "PUT /settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");
      for (Socket socket : sockets) {
        assertThat(readToEnd(socket)).isEmpty();
      }
      Awaitility.await().atMost(PATIENCE).until(() -> server.exporter.connections() == 0);
    }
  }

  @Test
  void requestBytes_trickling_doNotProlongIt() throws Exception {
    Limits limits = limits(10, Duration.ofMillis(500), Duration.ofMinutes(1));
    try (TestServer server = TestServer.start(limits)) {
      connect(server, 1, HALF);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                try {
                  send(sockets.get(0), "x");
                } catch (IOException closed) {
                  return true;
                }
                return server.exporter.connections() == 0;
              });
    }
  }

  @Test
  void answer_neverRead_isCutOff() throws Exception {
    Limits limits = limits(10, Duration.ofMinutes(1), Duration.ofMillis(500));
    try (TestServer server = TestServer.start(limits)) {
      server.source.classes = 100_000;
      connect(server, 1, REPORT);
      Awaitility.await().atMost(PATIENCE).until(() -> server.exporter.connections() == 1);
      Awaitility.await().atMost(PATIENCE).until(() -> server.exporter.connections() == 0);
      server.source.classes = 1;
      assertThat(server.get("/maps")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void connections_pastTheLimit_oneThatWaitsMakesRoom() throws Exception {
    Limits limits = limits(10, Duration.ofMinutes(1), Duration.ofMinutes(1));
    try (TestServer server = TestServer.start(limits)) {
      connect(server, 10, HALF);
      Awaitility.await().atMost(PATIENCE).until(() -> server.exporter.connections() == 10);
      assertThat(server.get("/healthz")).startsWith("HTTP/1.1 200 ");
      int served = 0;
      for (Socket socket : sockets) {
        try {
          send(socket, "host\r\nConnection: close\r\n\r\n");
        } catch (IOException cutOff) {
          continue;
        }
        served += readToEnd(socket).startsWith("HTTP/1.1 200 ") ? 1 : 0;
      }
      assertThat(served).isEqualTo(9);
    }
  }

  @Test
  void answers_tooManyWaiting_503() throws Exception {
    Limits limits =
        new Limits(50, 1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    CountDownLatch gate = new CountDownLatch(1);
    try (TestServer server = TestServer.start(limits)) {
      server.source.gate = gate;
      connect(server, 2, REPORT);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> server.get("/maps").startsWith("HTTP/1.1 503 "));
      assertThat(server.get("/maps")).contains("Retry-After: 1", "{\"error\":");
      gate.countDown();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> server.get("/maps").startsWith("HTTP/1.1 200 "));
    } finally {
      gate.countDown();
    }
  }

  @Test
  void pipelining_withoutEnd_isCutOff() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (TestServer server = TestServer.start()) {
      server.source.gate = gate;
      connect(server, 1, REPORT.repeat(100));
      Awaitility.await().atMost(PATIENCE).until(() -> server.exporter.connections() == 0);
    } finally {
      gate.countDown();
    }
  }

  @Test
  void scrapers_twoHundredAtATime_areAllAnswered() throws Exception {
    try (TestServer server = TestServer.start()) {
      connect(server, 50, "");
      connect(server, 200, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      for (Socket socket : sockets.subList(50, 250)) {
        assertThat(readToEnd(socket)).startsWith("HTTP/1.1 200 ").endsWith("\n");
      }
    }
  }

  @Test
  void threads_all_areDaemonsOfTheAgent() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (TestServer server = TestServer.start()) {
      server.get("/report");
      server.get("//");
      Set<Thread> started = Thread.getAllStackTraces().keySet();
      started.removeAll(before);
      assertThat(started)
          .hasSizeGreaterThanOrEqualTo(4)
          .allMatch(Thread::isDaemon)
          .allMatch(thread -> thread.getName().startsWith("tombstone-http-"))
          .allMatch(thread -> thread.getContextClassLoader() == null);
      assertThat(Set.of(AgentThreads.live())).containsAll(started);
      assertThat(started.stream().map(Thread::getName).collect(Collectors.toSet()))
          .contains("tombstone-http-accept", "tombstone-http-io", "tombstone-http-timer");
    }
  }

  private static Limits limits(int connections, Duration request, Duration answer) {
    return new Limits(connections, 2, 10, request, answer, Duration.ofMinutes(1));
  }

  private void connect(TestServer server, int connections, String sent) throws IOException {
    for (int i = 0; i < connections; i++) {
      Socket socket = server.connect();
      sockets.add(socket);
      send(socket, sent);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What comes until the server closes; nothing if it cuts the connection. */
  private static String readToEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }
}
