package dev.tombstone.core.limits;

import dev.tombstone.hook.thread.AgentThreads;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of the agent's threads; of one that ended, what was last seen of it.
 *
 * <p>On Linux it is read from {@code /proc}, where a thread of the JVM has the first 15 characters
 * of its Java name. Elsewhere the JVM's management interface says it, if the application's image
 * has the module {@code java.management}; if not, the time is 0.
 */
public final class ProcessorTime {
  /** Enough to know the agent's threads by, also where a JVM shortens names in the middle. */
  private static final String NAME = "tombsto";

  /** Looking costs a few files for every thread of the JVM. */
  private static final long RECENT_NANOS = 1_000_000_000L;

  /** After so many scans all names are read again: ids and names may pass to other threads. */
  private static final int SCANS_TRUSTED = 10;

  private static final Path TASKS = Path.of("/proc/self/task");

  /** The folder of the thread that looks. */
  static final String OWN_TASK = "/proc/thread-self";

  private static final int LONGEST_FIGURES = 80;

  /** Looks up the nanoseconds of each live thread by an id. */
  private interface Source {
    Map<Long, Long> nanosByThread() throws IOException;
  }

  private final Map<Long, Long> live = new HashMap<>();
  private @Nullable Source source;
  private long endedNanos;

  /** Threads known not to be the agent's: of each a file less is read. */
  private Set<Long> others = Set.of();

  private int scans;
  private long lookNanos;
  private int looks;

  /** As {@link #seconds}, at most {@value #RECENT_NANOS} nanoseconds old. */
  public synchronized double recentSeconds(long nowNanos) {
    if (looks == 0 || nowNanos - lookNanos >= RECENT_NANOS) {
      looks++;
      lookNanos = nowNanos;
      return seconds();
    }
    return total();
  }

  /** How often {@link #recentSeconds} has looked. */
  synchronized int looks() {
    return looks;
  }

  /** What the agent has taken since start, seconds of processor time. */
  public synchronized double seconds() {
    Source present = source == null ? sourceHere() : source;
    source = present;
    try {
      update(present.nanosByThread());
    } catch (IOException | RuntimeException threadEndedMeanwhile) {
      // What is known already is the answer; the next look will do better.
      return total();
    }
    return total();
  }

  private void update(Map<Long, Long> now) {
    live.forEach(
        (thread, nanos) -> {
          // An id that runs backwards has been given to a new thread.
          if (now.getOrDefault(thread, -1L) < nanos) {
            endedNanos += nanos;
          }
        });
    live.clear();
    live.putAll(now);
  }

  private double total() {
    return (endedNanos + live.values().stream().mapToLong(Long::longValue).sum()) / 1e9;
  }

  private Source sourceHere() {
    try {
      if (nanosOf(OWN_TASK) > 0) {
        return this::fromProc;
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux, or a kernel that does not keep these figures.
      return fromManagementIfPresent();
    }
    return fromManagementIfPresent();
  }

  private Map<Long, Long> fromProc() throws IOException {
    Map<Long, Long> nanos = new HashMap<>();
    Set<Long> before = scans++ % SCANS_TRUSTED == 0 ? Set.of() : others;
    others = new HashSet<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        Long id = Long.valueOf(task.getFileName().toString());
        if (before.contains(id) || !Files.readString(task.resolve("comm")).startsWith(NAME)) {
          others.add(id);
        } else {
          nanos.put(id, nanosOf(task.toString()));
        }
      }
    }
    return nanos;
  }

  /**
   * The first number of {@code schedstat}: nanoseconds on a processor. Read so often that it is by
   * a stream: the JDK's readers of whole files take ten times as long where they are not compiled.
   */
  static long nanosOf(String task) throws IOException {
    byte[] figures = new byte[LONGEST_FIGURES];
    try (FileInputStream file = new FileInputStream(task + "/schedstat")) {
      int length = file.read(figures);
      long nanos = 0;
      int at = 0;
      while (at < length && figures[at] >= '0' && figures[at] <= '9') {
        nanos = nanos * 10 + figures[at++] - '0';
      }
      if (at == 0) {
        throw new IOException("no figures of " + task);
      }
      return nanos;
    }
  }

  private static Source fromManagementIfPresent() {
    return ModuleLayer.boot().findModule("java.management").isPresent()
        ? Management::nanosByThread
        : Map::of;
  }

  /** Touches {@code java.management}: not to be initialised without it. */
  private static final class Management {
    private Management() {}

    static Map<Long, Long> nanosByThread() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      Map<Long, Long> nanos = new HashMap<>();
      if (threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()) {
        for (Thread thread : AgentThreads.live()) {
          nanos.put(thread.getId(), Math.max(0, threads.getThreadCpuTime(thread.getId())));
        }
      }
      return nanos;
    }
  }
}
