package dev.tombstone.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Brings the agent of this JVM into the state to be measured, before the first iteration: the
 * system property {@code benchmarks.agent}.
 *
 * <ul>
 *   <li>{@code started}: its start thread has ended, so that nothing is woven any more
 *   <li>{@code emptyHook}: then counting and sampling off; the woven code is there and returns at
 *       once
 *   <li>{@code disabled}: then {@code PUT /settings} as an operator would send it; the port is in
 *       the file {@code benchmarks.portFile}
 *   <li>{@code detached}: then the command {@code benchmarks.detach}, given this process's id
 * </ul>
 */
final class AgentState {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private AgentState() {}

  /** Does so, once; without the property, nothing. */
  static void prepare() {
    Done.INSTANCE.touch();
  }

  /** All benchmark threads wait for the class initialiser of the first. */
  private enum Done {
    INSTANCE;

    static {
      String asked = System.getProperty("benchmarks.agent", "none");
      try {
        if (!asked.equals("none")) {
          awaitStart();
          apply(asked);
        }
      } catch (IOException | InterruptedException | ReflectiveOperationException e) {
        throw new IllegalStateException("no agent that can be put into the state " + asked, e);
      }
    }

    void touch() {}
  }

  private static void apply(String state)
      throws IOException, InterruptedException, ReflectiveOperationException {
    switch (state) {
      case "started" -> {}
      case "emptyHook" -> emptyHook();
      case "disabled" -> disable();
      case "detached" -> detach();
      default -> throw new IllegalArgumentException(state);
    }
  }

  private static void awaitStart() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (starting()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the agent does not finish its start");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean starting() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("tombstone-start"));
  }

  private static void emptyHook() throws ReflectiveOperationException {
    Class<?> control = Class.forName("dev.tombstone.hook.RecordingControl", true, null);
    control.getMethod("stopSampling").invoke(null);
    control.getMethod("setCounting", boolean.class).invoke(null, false);
  }

  private static void disable() throws IOException {
    int port = Integer.parseInt(Files.readString(Path.of(required("benchmarks.portFile"))).trim());
    String body = "{\"enabled\":false}";
    String request =
        "PUT /settings HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException("PUT /settings: " + answer);
      }
    }
  }

  private static void detach() throws IOException, InterruptedException {
    String[] command =
        (required("benchmarks.detach") + "," + ProcessHandle.current().pid()).split(",");
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(
          "exit code " + process.exitValue() + " of " + String.join(" ", command));
    }
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("-D" + property + " is missing");
    }
    return value;
  }
}
