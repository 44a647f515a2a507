package dev.tombstone.exporters.http.connection;

import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's threads: the agent's, daemons, named {@code tombstone-http-<role>}. Nothing that
 * they throw reaches the application's handler of uncaught exceptions.
 *
 * @param threads makes the agent's threads
 * @param errors told of failures by kind
 */
public record HttpThreads(ThreadFactory threads, BiConsumer<String, Throwable> errors) {
  /** Threads of this role; what their task throws is counted. */
  public ThreadFactory named(String role) {
    return named(role, error -> errors.accept("http", error));
  }

  /** Threads that tell when their task throws. */
  public ThreadFactory named(String role, Consumer<Throwable> end) {
    return task ->
        thread(
            role,
            () -> {
              try {
                task.run();
              } catch (Throwable error) {
                end.accept(error);
              }
            });
  }

  /** Threads that tell when their task ends, by what it threw or without. */
  ThreadFactory missed(String role, Consumer<@Nullable Throwable> end) {
    return task ->
        thread(
            role,
            () -> {
              Throwable thrown = null;
              try {
                task.run();
              } catch (Throwable error) {
                thrown = error;
              }
              end.accept(thrown);
            });
  }

  private Thread thread(String role, Runnable body) {
    Thread thread = threads.newThread(body);
    thread.setDaemon(true);
    thread.setName("tombstone-http-" + role);
    return thread;
  }
}
