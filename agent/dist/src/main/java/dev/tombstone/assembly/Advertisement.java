package dev.tombstone.assembly;

import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import jdk.internal.perf.Perf;
import jdk.internal.vm.VMSupport;

/**
 * What the agent tells other processes about itself, without touching what the application can see.
 *
 * <p>The performance counter {@value #COUNTER} holds version and address while an agent runs. The
 * JVM shows it in its {@code hsperfdata} file, so that {@code list} finds it without attaching to
 * anything. The agent property {@value #ANSWER} holds the answer to the latest request of the
 * command line.
 *
 * <p>A counter can be made only once in the life of a JVM. It is kept beside the agent properties,
 * under a key whose value is no text: the JVM hands out only those that are.
 */
final class Advertisement {
  static final String COUNTER = "tombstone.agent";
  static final String ANSWER = "tombstone.answer";
  private static final String KEPT = "tombstone.counter";
  private static final int COUNTER_BYTES = 256;
  private static final int VARIABLE = 3;
  private static final int TEXT = 5;

  private final Instrumentation instrumentation;

  Advertisement(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Shows this to {@code list}; an empty text is no agent. */
  void show(String text) {
    try {
      byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), COUNTER_BYTES);
      bytes[COUNTER_BYTES - 1] = 0;
      ByteBuffer counter = counter();
      synchronized (counter) {
        counter.clear();
        counter.put(bytes, 0, Math.min(bytes.length, counter.remaining()));
      }
    } catch (RuntimeException | LinkageError e) {
      // Without it the agent is only not in the list.
      return;
    }
  }

  /** Answers the request of this id. */
  void answer(String id, Outcome outcome) {
    if (id.isEmpty()) {
      return;
    }
    try {
      properties().setProperty(ANSWER, id + " " + outcome.code() + " " + outcome.text());
    } catch (RuntimeException | LinkageError e) {
      Console.line("tombstone: cannot answer the command line: " + e);
    }
  }

  private ByteBuffer counter() {
    Properties properties = properties();
    if (properties.get(KEPT) instanceof ByteBuffer kept) {
      return kept;
    }
    ByteBuffer made =
        Perf.getPerf().createByteArray(COUNTER, VARIABLE, TEXT, new byte[1], COUNTER_BYTES);
    properties.put(KEPT, made);
    return made;
  }

  private Properties properties() {
    JdkInternals.open(instrumentation);
    return VMSupport.getAgentProperties();
  }
}
