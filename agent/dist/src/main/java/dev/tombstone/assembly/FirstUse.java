package dev.tombstone.assembly;

import dev.tombstone.exporters.Memory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Initialises what the endpoints and the report use of the JDK, one class at a time and each only
 * while the heap has room. A class whose initialisation runs out of memory stays broken for the
 * life of the JVM, for the application as well: after that it could not open a selector, say.
 *
 * <p>The names are in {@value #START} and, for answers and reports, in {@value #ANSWER}, as {@code
 * -Xlog:class+init} shows them for the agent's threads; a JDK that lacks one does without. Those of
 * an answer take megabytes: without a report to write, and in a heap that is not small, they wait
 * for the first who asks.
 */
final class FirstUse {
  private static final String START = "first-use.txt";
  private static final String ANSWER = "first-answer.txt";
  private static final long ROOM_PATIENCE_MILLIS = 10_000;

  private FirstUse() {}

  static void ofStart() throws IOException {
    initialise(START);
  }

  static void ofAnswers() throws IOException {
    initialise(ANSWER);
  }

  private static void initialise(String names) throws IOException {
    ClassLoader loader = FirstUse.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(names)) {
      if (in == null) {
        throw new IOException("missing from the agent's jar: " + names);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String name = lines.readLine(); name != null; name = lines.readLine()) {
        boolean unused = Memory.awaitRoom(ROOM_PATIENCE_MILLIS);
        initialise(name, loader);
      }
    }
  }

  private static void initialise(String name, ClassLoader loader) {
    try {
      Class.forName(name, true, loader);
    } catch (ClassNotFoundException | LinkageError otherJdk) {
      // It is used by nobody there, or fails for whoever uses it first.
      return;
    }
  }
}
