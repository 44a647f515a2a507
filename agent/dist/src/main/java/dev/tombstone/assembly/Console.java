package dev.tombstone.assembly;

import dev.tombstone.model.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Standard error itself, whatever the application has made of {@code System.err}; one line a call,
 * whatever is in it.
 *
 * <p>Nobody who has something to say waits for the write, which takes for ever if standard error is
 * a pipe that nobody reads. {@value #MOST_LINES} lines of {@value #MOST_BYTES} bytes together wait
 * at most; what does not fit is counted. A thread of its own writes them, under no lock, and ends
 * when none is left. It is none of {@code AgentThreads}: there are lines before the hook is
 * defined.
 */
final class Console implements Runnable {
  private static final int MOST_LINES = 256;
  private static final int MOST_BYTES = 65_536;
  private static final Object LOCK = new Object();
  private static final byte[] @Nullable [] WAITING = new byte[MOST_LINES][];

  private static int first;
  private static int lines;
  private static int bytes;
  private static long lost;
  private static @Nullable Thread writer;

  /** One for all lines: {@code FileDescriptor} keeps every stream that is opened on it. */
  private static @Nullable FileOutputStream standardError;

  private Console() {}

  /** Says this soon. */
  static void line(String text) {
    byte[] line = (Printable.of(text) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    synchronized (LOCK) {
      if (lines == MOST_LINES || bytes + line.length > MOST_BYTES) {
        lost++;
        return;
      }
      WAITING[(first + lines) % MOST_LINES] = line;
      lines++;
      bytes += line.length;
      startWriter();
    }
  }

  /** Lines that were not written: nobody reads standard error, or it is closed. */
  static long lost() {
    synchronized (LOCK) {
      return lost;
    }
  }

  /** Waits until everything is written, but not longer than this. */
  static void await(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    synchronized (LOCK) {
      if (lines > 0) {
        startWriter();
      }
      long left = millis;
      while (writer != null && left > 0) {
        try {
          LOCK.wait(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where there is no memory for a thread, the next line starts it, or the exit. */
  private static void startWriter() {
    if (writer != null) {
      return;
    }
    try {
      ThreadGroup group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      Console console = new Console();
      Thread thread = new Thread(group, console, "tombstone-console", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
      writer = thread;
    } catch (OutOfMemoryError later) {
      return;
    }
  }

  @Override
  public void run() {
    byte[] line = next();
    while (line != null) {
      try {
        stream().write(line);
      } catch (Throwable noPlaceToSayIt) {
        synchronized (LOCK) {
          lost++;
        }
      }
      line = next();
    }
  }

  private static byte @Nullable [] next() {
    synchronized (LOCK) {
      if (lines == 0) {
        writer = null;
        LOCK.notifyAll();
        return null;
      }
      byte[] line = WAITING[first];
      WAITING[first] = null;
      first = (first + 1) % MOST_LINES;
      lines--;
      bytes -= line == null ? 0 : line.length;
      return line;
    }
  }

  /** The writer only. */
  private static FileOutputStream stream() {
    FileOutputStream present = standardError;
    if (present == null) {
      // Not closed: the descriptor is the process's.
      present = new FileOutputStream(FileDescriptor.err);
      standardError = present;
    }
    return present;
  }
}
