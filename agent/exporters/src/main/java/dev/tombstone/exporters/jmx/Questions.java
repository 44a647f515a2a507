package dev.tombstone.exporters.jmx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.management.MBeanException;

/**
 * Answers clients on one thread of the agent, one question after the other: what the client's own
 * thread deletes would be counted as the application's.
 *
 * <p>A client waits {@value #PATIENCE_SECONDS} s at most, behind at most {@value #WAITING} others.
 * Whatever fails reaches it as an exception of the JDK that holds no object of the agent.
 */
final class Questions implements AutoCloseable {
  private static final int WAITING = 32;
  private static final int PATIENCE_SECONDS = 10;
  private static final String DETACHING = "the agent is being detached";

  private final ThreadPoolExecutor executor;
  private final Consumer<Throwable> errors;

  Questions(ThreadFactory threads, Consumer<Throwable> errors) {
    this.errors = errors;
    executor =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), threads);
    executor.allowCoreThreadTimeOut(true);
  }

  /** The answer to this question. */
  <T> T ask(Callable<T> question) throws MBeanException {
    Future<T> answer;
    try {
      answer = executor.submit(question);
    } catch (RejectedExecutionException e) {
      throw failure(executor.isShutdown() ? DETACHING : "too many questions at once");
    }
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failure("no answer within " + PATIENCE_SECONDS + " s");
    } catch (CancellationException e) {
      throw failure(DETACHING);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failure("interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalArgumentException) {
        throw new MBeanException(new IllegalArgumentException(cause.getMessage()));
      }
      errors.accept(cause == null ? e : cause);
      throw failure(String.valueOf(cause));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
  }

  private static MBeanException failure(String reason) {
    return new MBeanException(new IllegalStateException(reason));
  }
}
