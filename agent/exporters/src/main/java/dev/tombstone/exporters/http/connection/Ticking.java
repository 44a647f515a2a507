package dev.tombstone.exporters.http.connection;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does something every second. Whatever it throws is told a second later, when there
 * may be memory again for telling it, and it goes on.
 */
public final class Ticking implements AutoCloseable {
  private static final long PERIOD_NANOS = 1_000_000_000;

  private final Runnable task;
  private final HttpThreads threads;
  private final Thread thread;
  private volatile boolean closed;

  /** A thread that does this again and again. */
  public Ticking(Runnable task, HttpThreads threads) {
    this.task = task;
    this.threads = threads;
    thread = threads.named("timer").newThread(this::run);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    Throwable failed = null;
    while (!closed) {
      try {
        boolean unused = Thread.interrupted();
        LockSupport.parkNanos(this, PERIOD_NANOS);
        if (!closed) {
          tell(failed);
          failed = null;
          task.run();
        }
      } catch (Throwable error) {
        failed = error;
      }
    }
  }

  private void tell(@Nullable Throwable failed) {
    if (failed != null) {
      threads.errors().accept("http", failed);
    }
  }
}
