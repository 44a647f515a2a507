package dev.tombstone.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.UUID;

/** A JVM that this one is attached to. Needs the module {@code jdk.attach}. */
final class Target implements AutoCloseable {
  private static final int OLDEST = 17;

  /** What a JVM takes as the argument of one attach operation, before JDK 24. */
  private static final int LONGEST_ARGUMENT = 1_023;

  private static final String ANSWER = "tombstone.answer";

  private final long pid;
  private final VirtualMachine machine;

  private Target(long pid, VirtualMachine machine) {
    this.pid = pid;
    this.machine = machine;
  }

  /**
   * Attaches.
   *
   * @throws Failure if it cannot be, with the reason
   */
  static Target attach(long pid) {
    Processes.requireAttachModule();
    Processes.requireAttachable(pid);
    try {
      Target target = new Target(pid, VirtualMachine.attach(Long.toString(pid)));
      target.requireVersion();
      return target;
    } catch (AttachNotSupportedException e) {
      if (String.valueOf(e.getMessage()).contains("does not support the attach mechanism")) {
        throw Processes.forbids(pid);
      }
      throw unreachable(pid, e);
    } catch (IOException e) {
      throw unreachable(pid, e);
    }
  }

  /**
   * Has the agent's start-up class serve a request in that JVM, and waits for it.
   *
   * @return its answer
   * @throws Failure if the answer is negative or there is none
   */
  String request(String command, String options) {
    String id = UUID.randomUUID().toString();
    String jar = ownJar();
    String argument = String.join("\n", "", id, command, jar, options);
    if (jar.length() + 1 + argument.length() > LONGEST_ARGUMENT) {
      throw new Failure(
          Failure.USAGE, "the configuration is too long; put it into a file, config=FILE");
    }
    try {
      machine.loadAgent(jar, argument);
      String answer = machine.getAgentProperties().getProperty(ANSWER, "");
      String[] parts = answer.split(" ", 3);
      if (parts.length < 3 || !parts[0].equals(id)) {
        throw new Failure(
            Failure.UNREACHABLE,
            "process " + pid + " did not answer; its standard error says more");
      }
      int code = Integer.parseInt(parts[1]);
      if (code != 0) {
        throw new Failure(code, "process " + pid + ": " + parts[2]);
      }
      return parts[2];
    } catch (AgentLoadException e) {
      throw new Failure(
          Failure.UNREACHABLE, "the JVM of process " + pid + " refuses " + jar + ": " + reason(e));
    } catch (AgentInitializationException | IOException e) {
      throw unreachable(pid, e);
    }
  }

  @Override
  public void close() {
    try {
      machine.detach();
    } catch (IOException e) {
      // It has ended, and so has the connection.
      return;
    }
  }

  private void requireVersion() throws IOException {
    String version = machine.getSystemProperties().getProperty("java.specification.version", "");
    if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
      close();
      throw new Failure(
          Failure.UNREACHABLE,
          "process " + pid + " runs on Java " + version + "; the agent needs " + OLDEST);
    }
  }

  private static Failure unreachable(long pid, Exception e) {
    return new Failure(Failure.UNREACHABLE, "cannot attach to process " + pid + ": " + reason(e));
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  private static String ownJar() {
    CodeSource source = Target.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new Failure(Failure.NEGATIVE, "the agent's jar cannot be found");
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath().normalize().toString();
    } catch (URISyntaxException e) {
      throw new Failure(Failure.NEGATIVE, "the agent's jar cannot be found: " + e.getMessage());
    }
  }
}
