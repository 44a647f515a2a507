package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that compute answers; they end when there is nothing to do. */
public final class Answering implements AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool;

  /** At most as many threads as the limits say. */
  public Answering(Limits limits, HttpThreads threads) {
    pool =
        new ThreadPoolExecutor(
            limits.answering(),
            limits.answering(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.queued()),
            threads.named("answer"));
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the task soon; false if too many wait already, if there is no memory for a thread, or
   * after {@link #close}.
   */
  boolean offer(Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException | VirtualMachineError noThread) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
