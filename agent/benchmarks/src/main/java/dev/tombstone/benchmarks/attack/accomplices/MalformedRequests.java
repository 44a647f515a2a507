package dev.tombstone.benchmarks.attack.accomplices;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests that must be refused, noise, connections that say nothing and connections that are slow;
 * in between and afterwards the endpoints have to answer.
 */
public final class MalformedRequests {
  private static final int NOISE = 200;
  private static final int IDLE = 300;
  private static final int SLOW = 40;
  private static final int SLOW_BYTES = 20;
  private static final long SLOW_MILLIS = 50;
  private static final String PUT =
      "PUT /settings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  /** Each is ambiguous or wrong; none may be served. */
  private static final List<String> REFUSED =
      List.of(
          PUT + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
          PUT + "Content-Length: +2\r\n\r\n{}",
          PUT + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
          PUT + "Content-Length: 0x2\r\n\r\n{}",
          PUT + "Content-Length: -2\r\n\r\n{}",
          PUT + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
          PUT + "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n",
          PUT + "Transfer-Encoding: gzip\r\n\r\n{}",
          PUT + "Content-Length: 31\r\n\r\n{\"enabled\":true,\"enabled\":false}",
          PUT + "Content-Length : 2\r\n\r\n{}",
          "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
          "GET /maps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n\r\n",
          "GET /healthz HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n");

  private MalformedRequests() {}

  /** All of it, once the program is ready. */
  public static void send(Target target) throws IOException, InterruptedException {
    if (!target.awaitFile("ready")) {
      return;
    }
    if (target.withAgent() && target.awaitFile("port")) {
      refused(target);
      noise(target);
      connections(target);
      Endpoints.mustAnswer(target);
    }
    target.signal("done");
  }

  private static void refused(Target target) throws IOException {
    for (String request : REFUSED) {
      String status = "closed";
      try {
        status = Endpoints.statusLine(Endpoints.send(target.endpoints(), request));
      } catch (IOException e) {
        // Closed without an answer is refused, too.
      }
      if (status.startsWith("HTTP/1.1 2")) {
        String shown = request.replace("\r", "\\r").replace("\n", "\\n");
        target.fault("served: " + shown);
      }
    }
  }

  private static void noise(Target target) throws IOException {
    Random random = target.random();
    for (int i = 0; i < NOISE; i++) {
      char[] request = Endpoints.get("/metrics?window=1m&n=5").toCharArray();
      for (int change = random.nextInt(6); change >= 0; change--) {
        request[random.nextInt(request.length)] = (char) random.nextInt(256);
      }
      try (Socket socket = Endpoints.connect(target.endpoints())) {
        socket.getOutputStream().write(new String(request).getBytes("ISO-8859-1"));
        // Gone before the answer is read.
      } catch (IOException e) {
        // It may close as soon as it likes.
      }
    }
  }

  private static void connections(Target target) throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < IDLE + SLOW; i++) {
        sockets.add(Endpoints.connect(target.endpoints()));
      }
      byte[] request = Endpoints.get("/metrics").getBytes("ISO-8859-1");
      for (int sent = 0; sent < SLOW_BYTES; sent++) {
        for (Socket socket : sockets.subList(IDLE, IDLE + SLOW)) {
          slowly(socket, request[sent]);
        }
        Thread.sleep(SLOW_MILLIS);
      }
      Endpoints.mustAnswer(target);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void slowly(Socket socket, byte next) {
    try {
      socket.getOutputStream().write(next);
    } catch (IOException e) {
      // Cut off: that is the server's right.
    }
  }
}
