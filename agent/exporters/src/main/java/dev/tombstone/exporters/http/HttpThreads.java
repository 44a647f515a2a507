package dev.tombstone.exporters.http;

import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The server's threads: the agent's, daemons, named {@code tombstone-http-<role>}. Nothing that
 * they throw reaches the application's handler of uncaught exceptions.
 *
 * @param threads makes the agent's threads
 * @param errors told of failures by kind
 */
record HttpThreads(ThreadFactory threads, BiConsumer<String, Throwable> errors) {
  ThreadFactory named(String role) {
    return named(role, error -> errors.accept("http", error));
  }

  /** Threads that tell when they end by an exception. */
  ThreadFactory named(String role, Consumer<Throwable> end) {
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setDaemon(true);
      thread.setName("tombstone-http-" + role);
      thread.setUncaughtExceptionHandler((ended, error) -> end.accept(error));
      return thread;
    };
  }
}
