package dev.tombstone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be known of a process before anything is sent to it. The attach API begins with a signal
 * that ends a process which is no JVM, and makes a JVM that forbids attaching print its threads.
 */
final class Processes {
  private static final String FORBIDS = "-XX:+DisableAttachMechanism";

  private Processes() {}

  /** Fails if this Java cannot attach to others. */
  static void requireAttachModule() {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new Failure(
          Failure.UNREACHABLE,
          "this Java ("
              + System.getProperty("java.home")
              + ") has no module jdk.attach; run the command with a JDK");
    }
  }

  /** Fails with the reason if attaching to this process is no use. */
  static void requireAttachable(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      throw new Failure(Failure.USAGE, pid + " is this command's own process");
    }
    if (pid <= 0 || ProcessHandle.of(pid).isEmpty()) {
      throw new Failure(Failure.UNREACHABLE, "there is no process " + pid);
    }
    String own = System.getProperty("user.name");
    String user = userOf(pid).orElse(own);
    if (!user.equals(own) && !own.equals("root")) {
      throw new Failure(
          Failure.UNREACHABLE,
          "process "
              + pid
              + " belongs to "
              + user
              + "; run the command as that user (sudo -u "
              + user
              + " java -jar ...)");
    }
    if (read(pid, "maps").filter(maps -> !maps.contains("libjvm")).isPresent()) {
      throw new Failure(Failure.UNREACHABLE, "process " + pid + " is no JVM");
    }
    if (read(pid, "cmdline").filter(line -> line.contains(FORBIDS)).isPresent()) {
      throw forbids(pid);
    }
  }

  /** The failure for a JVM that does not let itself be attached to. */
  static Failure forbids(long pid) {
    return new Failure(
        Failure.UNREACHABLE,
        "the JVM of process "
            + pid
            + " forbids attaching ("
            + FORBIDS
            + "); start it with -javaagent instead");
  }

  /** Who owns the process. */
  static Optional<String> userOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().user());
  }

  private static Optional<String> read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
      return bytes.length == 0
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Not Linux, or not ours: the attach API will say more.
      return Optional.empty();
    }
  }
}
