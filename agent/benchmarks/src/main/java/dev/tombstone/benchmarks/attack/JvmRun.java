package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.Attack.Trait;
import dev.tombstone.benchmarks.attack.accomplices.Target;
import dev.tombstone.benchmarks.attack.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One JVM of a round, bare or with the agent. Its output, its model and the agent's report are
 * files in its folder.
 */
final class JvmRun {
  private static final long LIMIT_SECONDS = 100;
  private static final long DUMP_SECONDS = 20;

  private final Round round;
  private final Installation installation;
  private final Path folder;
  private final boolean withAgent;

  JvmRun(Round round, Installation installation, Path folder, boolean withAgent) {
    this.round = round;
    this.installation = installation;
    this.folder = folder;
    this.withAgent = withAgent;
  }

  /** Runs it to its end, or to the time limit. */
  Outcome run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("jmx-exporter.yaml"), "rules: []\n");
    Files.writeString(folder.resolve("program.policy"), policy());
    Path jar = installation.agentJar();
    if (round.attack().is(Trait.OWN_JAR)) {
      jar = folder.resolve("tombstone-agent.jar");
      Files.copy(installation.agentJar(), jar, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder = new ProcessBuilder(command(jar));
    builder.environment().keySet().removeIf(JvmRun::wouldChangeTheJvm);
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    if (!round.attack().is(Trait.STANDARD_ERROR_FULL)) {
      builder.redirectError(folder.resolve("err.txt").toFile());
    }
    Files.writeString(folder.resolve("command.txt"), String.join(" ", builder.command()) + "\n");
    Process process = builder.start();
    Target target = new Target(process, folder, java(), jar, withAgent, new Random(round.seed()));
    Thread accomplice = accomplice(target);
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      dumpThreads(process);
      process.destroyForcibly().waitFor();
    }
    accomplice.interrupt();
    accomplice.join();
    return Outcome.read(folder, ended, process.exitValue(), target.faults());
  }

  private Thread accomplice(Target target) {
    Thread thread =
        new Thread(
            () -> {
              try {
                round.attack().accomplice().act(target);
              } catch (IOException e) {
                target.fault("accomplice: " + e);
              } catch (InterruptedException e) {
                if (target.isAlive()) {
                  target.fault("accomplice was not done in time");
                }
              }
            },
            "accomplice");
    thread.start();
    return thread;
  }

  private List<String> command(Path agentJar) {
    List<String> command = new ArrayList<>();
    if (round.attack().is(Trait.STANDARD_ERROR_FULL)) {
      // The writer is ended as soon as it blocks: then the pipe is full.
      command.addAll(
          List.of("sh", "-c", "timeout 1 head -c 4000000 /dev/zero >&2; exec \"$@\"", "sh"));
    }
    command.add(java().toString());
    command.add("-Xmx256m");
    command.addAll(round.jvmOptions());
    List<String> peer = round.peer().jvmOptions(installation.peerJars(), folder);
    if (round.peerFirst()) {
      command.addAll(peer);
    }
    if (withAgent && !round.attack().is(Trait.ATTACHED)) {
      command.add("-javaagent:" + agentJar + "=" + options());
    }
    if (!round.peerFirst()) {
      command.addAll(peer);
    }
    command.addAll(
        List.of(
            "-cp",
            installation.classPath(),
            round.attack().program().getName(),
            folder.toString(),
            Long.toString(round.seed())));
    for (int i = 0; i < command.size(); i++) {
      command.set(i, command.get(i).replace("{folder}", folder.toString()));
    }
    return command;
  }

  /** For a security manager: the agent may do all, the program what it must. */
  private String policy() {
    return "grant codeBase \"file:"
        + installation.agentJar()
        + "\" { permission java.security.AllPermission; };\n"
        + "grant { permission java.io.FilePermission \""
        + folder
        + "/-\", \"read,write\"; permission java.util.PropertyPermission \"*\", \"read\"; };\n";
  }

  private String options() {
    StringBuilder options = new StringBuilder(round.agentOptions());
    options.append(",http.port.file=").append(folder.resolve("port"));
    if (!round.agentOptions().contains("report.file")) {
      options.append(",report.file=").append(folder.resolve("report.json"));
    }
    if (!round.attack().is(Trait.STANDARD_ERROR_FULL)) {
      options.append(",log.findings=false");
    }
    return options.toString();
  }

  private Path java() {
    return installation.home(round.feature()).resolve("bin").resolve("java");
  }

  private void dumpThreads(Process process) throws IOException, InterruptedException {
    Process jstack =
        new ProcessBuilder(java().resolveSibling("jstack").toString(), Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("threads.txt").toFile())
            .start();
    if (!jstack.waitFor(DUMP_SECONDS, TimeUnit.SECONDS)) {
      jstack.destroyForcibly();
    }
  }

  private static boolean wouldChangeTheJvm(String variable) {
    return variable.startsWith("TOMBSTONE_")
        || variable.startsWith("OTEL_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS")
        || variable.equals("_JAVA_OPTIONS");
  }
}
