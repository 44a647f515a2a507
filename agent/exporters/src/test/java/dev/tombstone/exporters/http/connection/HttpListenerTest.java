package dev.tombstone.exporters.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.exporters.FakeSource;
import dev.tombstone.exporters.http.endpoint.AccessRules;
import dev.tombstone.exporters.http.endpoint.Endpoints;
import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.exporters.http.endpoint.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<Throwable> errors = new CopyOnWriteArrayList<>();
  private final HttpThreads threads =
      new HttpThreads(Thread::new, (kind, error) -> errors.add(error));

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void reopenIfLost_ioThreadThatDied_servesOnTheSamePort(Class<? extends Throwable> reason)
      throws Exception {
    Throwable failure = reason.getConstructor().newInstance();
    AtomicBoolean broken = new AtomicBoolean(true);
    try (Answering answering = new Answering(Limits.DEFAULT, threads)) {
      ConnectionSetup setup = setup(answering);
      IOEventHandlerFactory brokenOnce =
          (session, attachment) -> {
            if (broken.compareAndSet(true, false)) {
              HttpListenerTest.<RuntimeException>throwUnchecked(failure);
            }
            return setup.createHandler(session, attachment);
          };
      try (HttpListener listener = new HttpListener(ANY_PORT, brokenOnce, threads)) {
        int port = listener.port();
        try (Socket lost = new Socket(InetAddress.getLoopbackAddress(), port)) {
          Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !errors.isEmpty());
          assertThat(lost.isConnected()).isTrue();
        }
        listener.reopenIfLost();
        assertThat(ask(port)).startsWith("HTTP/1.1 200 ");
        assertThat(listener.port()).isEqualTo(port);
        assertThat(errors).containsExactly(failure);
      }
    }
  }

  @Test
  void open_portTaken_saysSoInFewWords() throws Exception {
    try (Answering answering = new Answering(Limits.DEFAULT, threads);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      assertThatThrownBy(() -> new HttpListener(address, setup(answering), threads))
          .isInstanceOf(IOException.class)
          .hasMessage("Address already in use");
      assertThat(errors).isEmpty();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  private static ConnectionSetup setup(Answering answering) {
    AccessRules rules = new AccessRules(Optional.empty(), Optional.empty());
    Router router = new Router(Endpoints.of(new FakeSource()), rules, (kind, error) -> {});
    return new ConnectionSetup(
        Limits.DEFAULT,
        new Connections(Limits.DEFAULT),
        router,
        answering,
        Optional.empty(),
        (kind, error) -> {});
  }

  private static String ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /maps HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
