package dev.tombstone.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What a detached agent must not leave in a JVM. */
public final class Leftovers {
  private Leftovers() {}

  /** The histogram is of what a full collection leaves. */
  public static void assertLoaderCollected(long pid) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(classHistogram(pid))
                    .contains("java.lang.String")
                    .doesNotContain("dev.tombstone.agent.IsolatedClassLoader")
                    .doesNotContain("dev.tombstone.core")
                    .doesNotContain("dev.tombstone.model")
                    .doesNotContain("dev.tombstone.exporters"));
  }

  /** The classes that have instances after a full collection. */
  public static String classHistogram(long pid) throws Exception {
    return CommandLineProcess.run(
            List.of(AgentProcess.java("jcmd"), Long.toString(pid), "GC.class_histogram"))
        .out();
  }
}
