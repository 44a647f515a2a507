package dev.tombstone.exporters.http;

import java.util.concurrent.ThreadFactory;

/** The server's threads: the agent's, daemons, named {@code tombstone-http-<role>}. */
record HttpThreads(ThreadFactory threads) {
  ThreadFactory named(String role) {
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setDaemon(true);
      thread.setName("tombstone-http-" + role);
      return thread;
    };
  }
}
