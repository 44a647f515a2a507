package dev.tombstone.agent.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Bodies that run at the same time, each on a thread of its own. */
public final class Together {
  /** What a thread does, again and again. */
  public interface Body {
    void run() throws Exception;
  }

  private Together() {}

  /** Repeats each on its thread for so long; throws what one of them threw. */
  public static void repeat(long millis, Body... bodies) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    Body[] repeated = new Body[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      Body body = bodies[i];
      repeated[i] =
          () -> {
            while (System.nanoTime() < end) {
              body.run();
            }
          };
    }
    once(repeated);
  }

  /** Runs each once on its thread and waits for all. */
  public static void once(Body... bodies) throws Exception {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (Body body : bodies) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  body.run();
                } catch (Throwable failure) {
                  failures.add(failure);
                }
              });
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.peek());
    }
  }

  /** Runs it, on a virtual thread where the JDK has them. */
  public static void onVirtualThread(Body body) throws Exception {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Runnable task =
        () -> {
          try {
            body.run();
          } catch (Throwable failure) {
            failures.add(failure);
          }
        };
    try {
      // Of JDK 21, and this is compiled for 17.
      ((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task))
          .join();
    } catch (NoSuchMethodException older) {
      task.run();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.peek());
    }
  }

  /** Writes the native id of the calling thread, or of what carries it, after {@code thread}. */
  public static void sayThread() {
    try {
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      System.out.println("thread " + self.getFileName());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until somebody else has made this file. */
  public static void awaitFile(String path) throws InterruptedException {
    while (!Files.exists(Path.of(path))) {
      Thread.sleep(20);
    }
  }
}
