package dev.tombstone.benchmarks.attack.accomplices;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Overwrites the agent's jar in place while the agent runs from it, as a careless update does. */
public final class JarOverwritten {
  private JarOverwritten() {}

  /** Once the program is ready; afterwards all endpoints have to answer. */
  public static void run(Target target) throws IOException, InterruptedException {
    if (!target.awaitFile("ready")) {
      return;
    }
    if (target.withAgent() && target.awaitFile("port")) {
      try (RandomAccessFile jar = new RandomAccessFile(target.agentJar().toFile(), "rw")) {
        byte[] noise = new byte[(int) jar.length()];
        target.random().nextBytes(noise);
        jar.write(noise);
      }
      Endpoints.mustAnswer(target);
    }
    target.signal("done");
  }
}
