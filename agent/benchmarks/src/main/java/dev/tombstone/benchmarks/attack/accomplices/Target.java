package dev.tombstone.benchmarks.attack.accomplices;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A JVM under attack, as an accomplice sees it. Used by one thread. */
public final class Target {
  private static final long STEP_MILLIS = 20;
  private static final long PATIENCE_MILLIS = 40_000;

  private final Process process;
  private final Path folder;
  private final Path java;
  private final Path agentJar;
  private final boolean withAgent;
  private final Random random;
  private final List<String> faults = new ArrayList<>();

  /** Started just now; its program and the accomplice leave each other files in the folder. */
  public Target(
      Process process, Path folder, Path java, Path agentJar, boolean withAgent, Random random) {
    this.process = process;
    this.folder = folder;
    this.java = java;
    this.agentJar = agentJar;
    this.withAgent = withAgent;
    this.random = random;
  }

  long pid() {
    return process.pid();
  }

  /** Whether the JVM still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  boolean withAgent() {
    return withAgent;
  }

  Path folder() {
    return folder;
  }

  Path java() {
    return java;
  }

  Path agentJar() {
    return agentJar;
  }

  Random random() {
    return random;
  }

  /** Notes something that must not be. */
  public void fault(String what) {
    faults.add(what);
  }

  /** What was noted so far. */
  public List<String> faults() {
    return faults;
  }

  /** Waits until the program has made this file; false if it ended before. */
  boolean awaitFile(String name) throws InterruptedException {
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
      if (Files.exists(folder.resolve(name))) {
        return true;
      }
      if (!process.isAlive()) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    fault("no file " + name + " after " + PATIENCE_MILLIS / 1_000 + " s");
    return false;
  }

  /** Tells the program something by a file. */
  public void signal(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }

  /** Where the endpoints are; the port file must be there. */
  InetSocketAddress endpoints() throws IOException {
    String port = Files.readString(folder.resolve("port"), StandardCharsets.UTF_8).strip();
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
  }
}
