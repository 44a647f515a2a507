package dev.tombstone.cli;

import dev.tombstone.model.text.Printable;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: returns when the endpoints are served, or says why not. */
@Command(
    name = "attach",
    description = "Start the agent in a running JVM; prints where its endpoints are.",
    mixinStandardHelpOptions = true)
final class AttachCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "PID", description = "process id, as in list")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "key=value,...",
      defaultValue = "",
      description = "configuration, as after -javaagent:tombstone-agent.jar=")
  private String configuration = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Target target = Target.attach(pid)) {
      String[] lines = target.request("attach", configuration).split("\n", 2);
      out.println("attached to " + pid + ": " + Printable.of(lines[0]));
      out.flush();
      if (lines.length > 1) {
        spec.commandLine().getErr().println("tombstone: " + Printable.of(lines[1]));
      }
    }
  }
}
