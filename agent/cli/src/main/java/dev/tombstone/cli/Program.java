package dev.tombstone.cli;

import dev.tombstone.model.text.Printable;
import dev.tombstone.model.text.Version;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program and its commands. */
@Command(
    name = "java -jar tombstone-agent.jar",
    header = "Tombstone shows every deletion from the maps of a running JVM.",
    subcommands = {
      ListCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      CheckCommand.class,
    },
    versionProvider = Program.OwnVersion.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Attach at start: java -javaagent:tombstone-agent.jar[=key=value,key=value] -jar app.jar",
      "Exit codes: 0 done; 1 not done, and why; 2 usage; 3 the JVM cannot be reached.",
      "Keys, endpoints and metrics: see the README.",
    })
public final class Program implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Program() {}

  /** Runs a command; answers the exit code. */
  public static int run(String[] arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Program())
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> explain(exception, command.getErr()));
  }

  private static int explain(Exception exception, PrintWriter err) {
    boolean expected = exception instanceof Failure;
    String message = expected ? String.valueOf(exception.getMessage()) : exception.toString();
    err.println("tombstone: " + Printable.of(message));
    return exception instanceof Failure failure ? failure.exitCode() : Failure.NEGATIVE;
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** {@code --version}. */
  static final class OwnVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.OWN};
    }
  }
}
