package dev.tombstone.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.BusyMaps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command and every refusal, with its exit code. */
class CommandLineIT {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir Path folder;

  @Test
  void help_listsTheCommandsThatWork() throws Exception {
    CommandLineProcess help = CommandLineProcess.tombstone("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("list ", "attach ", "detach ", "-javaagent:");
    assertThat(help.out()).doesNotContain("  top ", "  scan ", "  flamegraph ");
    assertThat(CommandLineProcess.tombstone("attach", "--help").out()).contains("PID [key=value");
    assertThat(CommandLineProcess.tombstone("--version").out()).matches("\\d\\S+\\R");
  }

  @Test
  void usage_wrongOrMissing_exitCode2() throws Exception {
    for (String[] arguments :
        new String[][] {
          {}, {"fly"}, {"attach"}, {"attach", "one"}, {"detach"}, {"detach", "1", "2"}, {"--fly"},
        }) {
      CommandLineProcess wrong = CommandLineProcess.tombstone(arguments);
      assertThat(wrong.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(wrong.err()).contains("Usage:");
      assertThat(wrong.out()).isEmpty();
    }
  }

  @Test
  void attach_noSuchProcessOrNoJvm_exitCode3() throws Exception {
    assertFails(3, "there is no process 99999999", "attach", "99999999");
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      String pid = Long.toString(other.pid());
      assertFails(3, "process " + pid + " is no JVM", "attach", pid);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void attach_jvmForbids_exitCode3() throws Exception {
    try (AgentProcess program = program("-XX:+DisableAttachMechanism")) {
      assertFails(3, "forbids attaching (-XX:+DisableAttachMechanism)", "attach", pid(program));
      assertThat(program.out()).doesNotContain("Full thread dump");
    }
    try (AgentProcess program = program("-XX:-EnableDynamicAgentLoading")) {
      assertFails(3, "ynamic agent loading is not enabled", "attach", pid(program));
    }
  }

  @Test
  void attach_anotherUsersProcess_exitCode3() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root") && Files.isExecutable(SETPRIV));
    Path open = Files.createTempDirectory("tombstone");
    Path jar = open.resolve("agent.jar");
    try (AgentProcess program = program("-Xmx64m")) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.copy(AgentProcess.JAR, jar);
      CommandLineProcess refused =
          CommandLineProcess.run(
              List.of(
                  SETPRIV.toString(),
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  AgentProcess.java("java"),
                  "-jar",
                  jar.toString(),
                  "attach",
                  pid(program)));
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err()).contains("belongs to root; run the command as that user");
    } finally {
      Files.deleteIfExists(jar);
      Files.delete(open);
    }
  }

  @Test
  void attach_javaWithoutTheModule_exitCode3() throws Exception {
    CommandLineProcess refused =
        CommandLineProcess.run(
            List.of(
                AgentProcess.java("java"),
                "--limit-modules",
                "java.base,java.instrument,java.logging,java.management",
                "-jar",
                AgentProcess.JAR.toString(),
                "list"));
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err()).contains("has no module jdk.attach; run the command with a JDK");
  }

  @Test
  void comingAndGoing_oneProcess_eachStepSaysWhatHappened() throws Exception {
    try (AgentProcess program = program("-Xmx64m")) {
      final String pid = pid(program);
      assertFails(1, "no agent is in this JVM", "detach", pid);
      assertThat(listed(pid)).contains(" - ").contains(BusyMaps.class.getName());
      assertFails(1, "off (enabled=false)", "attach", pid, "enabled=false");
      CommandLineProcess attached =
          CommandLineProcess.done("attach", pid, "http.port=0,sample.budgte=5");
      assertThat(attached.out()).contains("attached to " + pid, "http://127.0.0.1:");
      assertThat(attached.err()).contains("unknown key sample.budgte=*** (agent argument)");
      String url = attached.out().replaceFirst("(?s).*(http://\\S+).*", "$1");
      assertThat(listed(pid)).contains(url);
      assertFails(1, "an agent is active in this JVM already", "attach", pid);
      CommandLineProcess.done("detach", pid);
      assertThat(listed(pid)).contains(" - ");
      assertThat(program.isAlive()).isTrue();
    }
  }

  @Test
  void otherVersion_ofTheHook_isRefusedButDetachesTheOlderAgent() throws Exception {
    Path other = otherVersion();
    try (AgentProcess program = program("-Xmx64m")) {
      final String pid = pid(program);
      CommandLineProcess.done("attach", pid, "http.port=0");
      assertThat(CommandLineProcess.tombstone(other, "detach", pid).exitCode()).isZero();
      CommandLineProcess refused = CommandLineProcess.tombstone(other, "attach", pid);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("an agent of another version", "restart the JVM");
      CommandLineProcess.done("attach", pid, "http.port=0");
    }
  }

  private static void assertFails(int exitCode, String why, String... arguments) throws Exception {
    CommandLineProcess failed = CommandLineProcess.tombstone(arguments);
    assertThat(failed.err()).contains(why);
    assertThat(failed.err().lines()).hasSize(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.exitCode()).isEqualTo(exitCode);
  }

  private static String listed(String pid) throws Exception {
    CommandLineProcess list = CommandLineProcess.tombstone("list");
    assertThat(list.exitCode()).isZero();
    return list.out().lines().filter(line -> line.startsWith(pid + " ")).findFirst().orElse("");
  }

  private AgentProcess program(String option) throws IOException {
    return AgentProcess.in(Files.createTempDirectory(folder, "program"))
        .withoutAgent()
        .jvm(option)
        .program(BusyMaps.class.getName())
        .start()
        .ready();
  }

  private static String pid(AgentProcess program) {
    return Long.toString(program.pid());
  }

  /** The jar, with another version's name in it. */
  private Path otherVersion() throws IOException {
    Path copy = folder.resolve("other.jar");
    try (JarFile jar = new JarFile(AgentProcess.JAR.toFile());
        OutputStream file = Files.newOutputStream(copy);
        JarOutputStream out = new JarOutputStream(file, jar.getManifest())) {
      List<JarEntry> entries = new ArrayList<>();
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        entries.add(all.nextElement());
      }
      for (JarEntry entry : entries) {
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
          continue;
        }
        out.putNextEntry(new JarEntry(entry.getName()));
        if (entry.getName().endsWith("tombstone-version.txt")) {
          out.write("0.0.9".getBytes(StandardCharsets.UTF_8));
        } else {
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
    return copy;
  }
}
