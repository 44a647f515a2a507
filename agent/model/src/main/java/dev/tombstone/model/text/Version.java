package dev.tombstone.model.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Version of this jar. */
public final class Version {
  /** As it is shown to people. */
  public static final String OWN = read();

  private Version() {}

  private static String read() {
    try (InputStream in =
        Version.class.getClassLoader().getResourceAsStream("tombstone-version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
