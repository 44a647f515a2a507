package dev.tombstone.agent.programs.misuse;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Runs {@link MissTemplate} as a class that is in no file, until a line comes in. Then says whether
 * the lines of what was running are still known.
 */
public final class GeneratedMisses {
  private static final String TEMPLATE = "MissTemplate";
  private static final String PRODUCED = "MissProduced";

  private GeneratedMisses() {}

  /**
   * Runs it.
   *
   * @param arguments {@code produced}, of another name than the template, or {@code hidden}
   */
  public static void main(String[] arguments) throws Exception {
    byte[] template;
    try (InputStream in = GeneratedMisses.class.getResourceAsStream(TEMPLATE + ".class")) {
      template = Objects.requireNonNull(in).readAllBytes();
    }
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> made =
        arguments[0].equals("hidden")
            ? lookup.defineHiddenClass(template, true).lookupClass()
            : lookup.defineClass(renamed(template));
    Runnable body = (Runnable) made.getDeclaredConstructor().newInstance();
    Thread thread = new Thread(() -> run(body));
    thread.start();
    if (System.in.read() >= 0) {
      thread.interrupt();
    }
    thread.join();
  }

  private static void run(Runnable body) {
    body.run();
  }

  /** Names of one length can be put in the place of each other. */
  private static byte[] renamed(byte[] template) {
    String text = new String(template, StandardCharsets.ISO_8859_1);
    return text.replace(TEMPLATE, PRODUCED).getBytes(StandardCharsets.ISO_8859_1);
  }
}
