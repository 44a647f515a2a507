package dev.tombstone.agent.suite;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs as it is told on standard input: {@code run MILLIS NAME}, and {@code stop} to end
 * one early. Says {@code done NAME|TIMES|OUTCOME} when one has ended, {@code TIMES} being how often
 * a body has run, and {@code OUTCOME} {@code ok}, {@code hung} (threads of it go on for ever) or
 * what was thrown.
 */
public final class SuiteMain {
  private static final long ROUND_NANOS = 100_000_000;
  private static final long PATIENCE_MILLIS = 1_000;

  private volatile long end;
  private volatile boolean stopped;
  private volatile long roundEnd;
  private final LongAdder times = new LongAdder();
  private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

  private SuiteMain() {}

  /** Waits for what it is told. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SuiteMain running = new SuiteMain();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("stop")) {
        running.stopped = true;
        continue;
      }
      String[] words = line.split(" ", 3);
      Program program = Suite.named(words[2]);
      SuiteMain next = new SuiteMain();
      next.end = System.nanoTime() + Long.parseLong(words[1]) * 1_000_000;
      running = next;
      Thread thread = new Thread(() -> next.run(program), "suite");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run(Program program) {
    String outcome = "ok";
    try {
      do {
        outcome = round(program) ? "ok" : "hung";
      } while (outcome.equals("ok") && !stopped && System.nanoTime() < end);
    } catch (Throwable failure) {
      thrown.compareAndSet(null, failure);
    }
    Throwable failure = thrown.get();
    if (outcome.equals("ok") && failure != null) {
      outcome = failure.toString().replace('\n', ' ');
    }
    System.out.println("done " + program.name() + "|" + times.sum() + "|" + outcome);
  }

  /** False if a thread did not come to an end. */
  private boolean round(Program program) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (Program.Body body : program.setup().bodies()) {
      threads.add(
          thread(program.virtual(), program.name() + " " + threads.size(), () -> repeat(body)));
    }
    roundEnd = System.nanoTime() + ROUND_NANOS;
    for (Thread thread : threads) {
      thread.start();
    }
    boolean all = true;
    for (Thread thread : threads) {
      thread.join(PATIENCE_MILLIS);
      all &= !thread.isAlive();
    }
    return all;
  }

  private void repeat(Program.Body body) {
    long count = 0;
    // Once at the least, however late the thread comes to it on a busy machine.
    do {
      try {
        body.run();
      } catch (Throwable failure) {
        thrown.compareAndSet(null, failure);
      }
      count++;
    } while (!stopped && System.nanoTime() < roundEnd);
    times.add(count);
  }

  private static Thread thread(boolean virtual, String name, Runnable body) throws Exception {
    if (!virtual) {
      Thread thread = new Thread(body, name);
      thread.setDaemon(true);
      return thread;
    }
    // Of JDK 21, and this is compiled for 17.
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Class<?> type = Class.forName("java.lang.Thread$Builder");
    Method named = type.getMethod("name", String.class);
    Method unstarted = type.getMethod("unstarted", Runnable.class);
    return (Thread) unstarted.invoke(named.invoke(builder, name), body);
  }
}
