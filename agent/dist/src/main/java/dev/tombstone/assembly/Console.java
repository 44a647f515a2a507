package dev.tombstone.assembly;

import dev.tombstone.core.config.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard error itself, whatever the application has made of {@code System.err}; one line a call,
 * whatever is in it.
 */
final class Console {
  private Console() {}

  static void line(String text) {
    byte[] line = (Printable.of(text) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    try {
      // Not closed: the descriptor is the process's.
      new FileOutputStream(FileDescriptor.err).write(line);
    } catch (IOException standardErrorIsClosed) {
      // There is no other place to say it.
      return;
    }
  }
}
