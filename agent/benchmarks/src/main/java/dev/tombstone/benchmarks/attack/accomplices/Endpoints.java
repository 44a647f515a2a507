package dev.tombstone.benchmarks.attack.accomplices;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Raw requests to the agent's endpoints. */
public final class Endpoints {
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final String[] PATHS = {"/healthz", "/metrics", "/report", "/findings", "/maps"};

  private Endpoints() {}

  /** Every endpoint has to answer 200 in time. */
  static void mustAnswer(Target target) throws IOException {
    for (String path : PATHS) {
      String status;
      try {
        status = statusLine(send(target.endpoints(), get(path)));
      } catch (IOException e) {
        status = e.toString();
      }
      if (!status.startsWith("HTTP/1.1 200")) {
        target.fault(path + " answers " + status);
      }
    }
  }

  /** As soon as the program is ready, all endpoints have to answer. */
  public static void whenReady(Target target) throws IOException, InterruptedException {
    if (target.awaitFile("ready")) {
      if (target.withAgent() && target.awaitFile("port")) {
        mustAnswer(target);
      }
      target.signal("done");
    }
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  /** Sends these characters as bytes and reads to the end, or to the first pause. */
  static String send(InetSocketAddress address, String request) throws IOException {
    try (Socket socket = connect(address)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      in.transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  static String statusLine(String answer) {
    return answer.lines().findFirst().orElse("nothing");
  }
}
