package dev.tombstone.demo.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A scenario at work. A round that throws is an error in the shop's log, as it would be in a
 * service, and the next round begins. A thread may be caught for ever in a map that others have
 * corrupted, so all are daemons and nobody waits for them.
 */
public final class ScenarioRun {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongAdder rounds = new LongAdder();
  private final Map<String, LongAdder> errors = new ConcurrentSkipListMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  private ScenarioRun() {}

  /** Starts its threads. */
  public static ScenarioRun start(Scenario scenario, boolean corrected) {
    ScenarioRun run = new ScenarioRun();
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : scenario.workers(corrected)) {
      Thread thread = new Thread(() -> run.repeat(worker.round()), worker.name());
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    return run;
  }

  /** No further round begins. */
  public void stop() {
    stopped.set(true);
  }

  /** What has happened so far: rounds, and errors by exception. */
  public String summary() {
    Map<String, Long> counts = new TreeMap<>();
    errors.forEach((name, count) -> counts.put(name, count.sum()));
    return "rounds " + rounds.sum() + ", errors " + (counts.isEmpty() ? "0" : counts);
  }

  private void repeat(Runnable round) {
    while (!stopped.get()) {
      try {
        round.run();
      } catch (RuntimeException error) {
        errors.computeIfAbsent(error.getClass().getName(), name -> new LongAdder()).increment();
      }
      rounds.increment();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
