package dev.tombstone.cli;

import dev.tombstone.model.text.Printable;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detach}: returns when nothing of the agent runs in the JVM any more. */
@Command(
    name = "detach",
    description = "Stop the agent in a running JVM and put the JVM's classes back.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "PID", description = "process id, as in list")
  private long pid;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Target target = Target.attach(pid)) {
      out.println(Printable.of(target.request("detach", "") + " from " + pid));
      out.flush();
    }
  }
}
