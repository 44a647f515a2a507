package dev.tombstone.cli;

import dev.tombstone.model.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: the JVMs of this machine that can be seen, without attaching to any. */
@Command(
    name = "list",
    description = "List the JVMs that can be attached to, and the agents that run in them.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  private static final String ROW = "%-8s %-12s %-44s %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    List<JvmList.Jvm> jvms = JvmList.others();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, ROW, "PID", "USER", "TOMBSTONE", "PROGRAM");
    for (JvmList.Jvm jvm : jvms) {
      out.printf(
          Locale.ROOT,
          ROW,
          jvm.pid(),
          Printable.of(jvm.user()),
          jvm.agent().isEmpty() ? "-" : Printable.of(jvm.agent()),
          Printable.of(jvm.program()));
    }
    out.flush();
  }
}
