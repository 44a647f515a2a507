package dev.tombstone.benchmarks.attack.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files by which a program and its accomplice outside tell each other how far they are. */
public final class Signals {
  private static final long LIMIT_NANOS = 120_000_000_000L;
  private static final long STEP_MILLIS = 10;

  private final Path folder;

  /** In the folder that the program was given. */
  public Signals(Path folder) {
    this.folder = folder;
  }

  /** Says that the accomplice may begin. */
  public void ready() throws IOException {
    Files.createFile(folder.resolve("ready"));
  }

  /** Whether the accomplice has done its part. */
  boolean isDone() {
    return Files.exists(folder.resolve("done"));
  }

  /** Waits until it has, doing this in between; gives up after two minutes. */
  public void awaitDone(Runnable meanwhile) throws InterruptedException {
    long start = System.nanoTime();
    while (!isDone() && System.nanoTime() - start < LIMIT_NANOS) {
      meanwhile.run();
      Thread.sleep(STEP_MILLIS);
    }
  }
}
