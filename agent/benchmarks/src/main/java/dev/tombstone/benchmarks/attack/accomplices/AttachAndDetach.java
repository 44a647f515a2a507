package dev.tombstone.benchmarks.attack.accomplices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Attaches the agent and takes it out again, over and over, and leaves it in at the end. */
public final class AttachAndDetach {
  private static final int ROUNDS = 5;
  private static final int LONGEST_PAUSE_MILLIS = 300;

  private AttachAndDetach() {}

  /** Once the program is ready. */
  public static void run(Target target) throws IOException, InterruptedException {
    if (!target.awaitFile("ready")) {
      return;
    }
    if (target.withAgent()) {
      for (int i = 0; i < ROUNDS; i++) {
        command(target, "attach", Long.toString(target.pid()), "http.port=0,cpu.limit=off");
        Thread.sleep(target.random().nextInt(LONGEST_PAUSE_MILLIS));
        command(target, "detach", Long.toString(target.pid()));
        Thread.sleep(target.random().nextInt(LONGEST_PAUSE_MILLIS));
      }
      String options =
          "http.port=0,cpu.limit=off,log.findings=false,http.port.file="
              + target.folder().resolve("port")
              + ",report.file="
              + target.folder().resolve("report.json");
      command(target, "attach", Long.toString(target.pid()), options);
      Endpoints.mustAnswer(target);
    }
    target.signal("done");
  }

  private static void command(Target target, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(target.java().toString());
    command.add("-jar");
    command.add(target.agentJar().toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      target.fault(words[0] + " ended with " + process.exitValue() + ": " + said);
    }
  }
}
