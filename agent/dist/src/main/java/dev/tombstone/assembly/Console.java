package dev.tombstone.assembly;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard error itself, whatever the application has made of {@code System.err}; one line a call.
 */
final class Console {
  private Console() {}

  static void line(String text) {
    byte[] line = (text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    try {
      // Not closed: the descriptor is the process's.
      new FileOutputStream(FileDescriptor.err).write(line);
    } catch (IOException standardErrorIsClosed) {
      // There is no other place to say it.
      return;
    }
  }
}
