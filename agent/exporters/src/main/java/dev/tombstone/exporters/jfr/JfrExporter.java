package dev.tombstone.exporters.jfr;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Records {@code tombstone.*} events while somebody records them.
 *
 * <p>All are committed by threads of the agent, never by the application's: decision 13 says why.
 * JFR's own thread, which knows the periods, only says that one is over; while nothing is recorded
 * it does not, and nothing happens here at all.
 */
public final class JfrExporter implements Exporter {
  private static final int HOT_KEYS = 20;
  private static final long JOIN_MILLIS = 5_000;
  private static final List<Class<? extends Event>> EVENTS =
      List.of(
          RemovalJfrEvent.class,
          FindingJfrEvent.class,
          HotKeyJfrEvent.class,
          RemovalCountJfrEvent.class);

  private final SnapshotSource source;
  private final ThreadFactory threads;
  private final BiConsumer<String, Throwable> errors;
  private final Findings findings = new Findings();
  private final List<Due> hooks = new ArrayList<>();
  private final Object lock = new Object();
  private boolean woken;
  private boolean closed;
  private @Nullable Thread thread;

  /** What is recorded at a period, and whether one is over. */
  private final class Due implements Runnable {
    private final EventType type;
    private final Runnable record;
    private boolean due;

    Due(Class<? extends Event> event, Runnable record) {
      type = EventType.getEventType(event);
      this.record = record;
    }

    /** Called by JFR, on its thread, perhaps under its locks. */
    @Override
    public void run() {
      synchronized (lock) {
        due = true;
        woken = true;
        lock.notifyAll();
      }
    }

    void recordIfDue(boolean always) {
      boolean now;
      synchronized (lock) {
        now = due || always;
        due = false;
      }
      if (now && type.isEnabled()) {
        try {
          record.run();
        } catch (RuntimeException | Error e) {
          errors.accept("jfr", e);
        }
      }
    }
  }

  /**
   * An exporter that has not started.
   *
   * @param threads agent threads, on which everything periodic is recorded; their body runs again
   *     if it throws
   * @param errors told of what could not be recorded, under the kind {@code jfr}
   */
  public JfrExporter(
      SnapshotSource source, ThreadFactory threads, BiConsumer<String, Throwable> errors) {
    this.source = source;
    this.threads = threads;
    this.errors = errors;
  }

  @Override
  public void start() {
    synchronized (lock) {
      if (thread != null || closed) {
        return;
      }
      thread = threads.newThread(this::run);
    }
    try {
      register();
    } catch (RuntimeException | LinkageError e) {
      letGo();
      throw e;
    }
    thread.start();
  }

  private void register() {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException("this JVM has no flight recorder");
    }
    EVENTS.forEach(FlightRecorder::register);
    addHook(FindingJfrEvent.class, this::recordFindings);
    addHook(HotKeyJfrEvent.class, this::recordHotKeys);
    addHook(RemovalCountJfrEvent.class, this::recordCounts);
    source.listen(
        new Removals(
            EventType.getEventType(RemovalJfrEvent.class),
            System::nanoTime,
            error -> errors.accept("jfr", error)));
  }

  @Override
  public void close() {
    Thread started;
    synchronized (lock) {
      closed = true;
      woken = true;
      lock.notifyAll();
      started = thread;
    }
    if (started == null || hooks.isEmpty()) {
      return;
    }
    try {
      started.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    letGo();
  }

  private void letGo() {
    source.listen(null);
    hooks.forEach(FlightRecorder::removePeriodicEvent);
    hooks.clear();
    EVENTS.forEach(FlightRecorder::unregister);
  }

  /** Records all that is periodic, as if every period were over. */
  void recordAll() {
    hooks.forEach(hook -> hook.recordIfDue(true));
  }

  private void addHook(Class<? extends Event> event, Runnable record) {
    Due due = new Due(event, record);
    FlightRecorder.addPeriodicEvent(event, due);
    hooks.add(due);
  }

  private void run() {
    boolean last = false;
    while (!last) {
      synchronized (lock) {
        // Whoever closes may not find it waiting: it may have thrown and be coming back.
        while (!woken && !closed) {
          try {
            lock.wait();
          } catch (InterruptedException nobodyEndsItThus) {
            // The throw has cleared the flag: it waits on.
          }
        }
        woken = false;
        last = closed;
      }
      for (Due hook : List.copyOf(hooks)) {
        hook.recordIfDue(last);
      }
    }
  }

  private void recordFindings() {
    findings.record(source.findings(), System.nanoTime());
  }

  private void recordHotKeys() {
    for (HotKey key : source.hotKeys(Window.MINUTE, HOT_KEYS, "", "", Code.ALL).keys()) {
      HotKeyJfrEvent event = new HotKeyJfrEvent();
      event.rank = key.rank();
      event.key = key.key();
      event.keyClass = key.keyClass();
      event.map = key.map();
      event.estimate = key.estimate();
      event.lower = key.lower();
      event.upper = key.upper();
      event.share = key.share();
      event.missRatio = key.missRatio();
      event.commit();
    }
  }

  private void recordCounts() {
    source
        .maps()
        .maps()
        .forEach(
            map ->
                map.ops()
                    .forEach(
                        (op, counts) -> {
                          RemovalCountJfrEvent event = new RemovalCountJfrEvent();
                          event.map = map.map();
                          event.operation = op;
                          event.removed = counts.removed();
                          event.missed = counts.missed();
                          event.failed = counts.failed();
                          event.commit();
                        }));
  }
}
