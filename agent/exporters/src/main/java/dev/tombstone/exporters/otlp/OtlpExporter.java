package dev.tombstone.exporters.otlp;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.exporters.metrics.MetricReader;
import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.SnapshotSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes all metrics to a collector at every interval, and once more when it is closed.
 *
 * <p>One thread keeps the time; each push is a thread of its own, which is waited for as long as
 * the timeout allows and then cut off. While one has not ended there is no other. A push that fails
 * is counted and its values are in the next one, because all are cumulative.
 */
public final class OtlpExporter implements Exporter {
  /** How long an exit of the JVM, or a detach, waits for the last push. */
  static final long LAST_PUSH_MILLIS = 2_000;

  private static final long CUT_OFF_MILLIS = 1_000;

  private final SnapshotSource source;
  private final Map<String, String> environment;
  private final ThreadFactory threads;
  private final BiConsumer<String, Throwable> errors;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread timer;

  /** One push under way. */
  private record Push(Thread thread, Post post, AtomicBoolean settled, boolean last) {}

  private volatile @Nullable Push current;

  /**
   * An exporter that has not started.
   *
   * @param environment the {@code OTEL_*} variables are read from it when it starts
   * @param threads agent threads; their body runs again if it throws
   * @param errors told of pushes that failed, under the kind {@code otlp}
   */
  public OtlpExporter(
      SnapshotSource source,
      Map<String, String> environment,
      ThreadFactory threads,
      BiConsumer<String, Throwable> errors) {
    this.source = source;
    this.environment = environment;
    this.threads = threads;
    this.errors = errors;
  }

  /**
   * Begins.
   *
   * @throws IllegalArgumentException naming every variable that cannot be followed
   */
  @Override
  public synchronized void start() {
    if (timer != null || ended.getCount() == 0) {
      return;
    }
    OtlpSettings settings = OtlpSettings.of(environment);
    Pusher pusher = new Pusher(settings, new MetricReader(source));
    timer = threads.newThread(() -> run(pusher));
    timer.start();
  }

  @Override
  public void close() {
    Thread started;
    synchronized (this) {
      ended.countDown();
      started = timer;
    }
    if (started != null) {
      Push push = current;
      if (push != null && !push.last()) {
        push.settled().set(true);
        push.post().close();
      }
      await(started, LAST_PUSH_MILLIS + 2 * CUT_OFF_MILLIS);
    }
  }

  private void run(Pusher pusher) {
    long interval = pusher.settings.interval().toNanos();
    long next = System.nanoTime() + interval;
    while (!endedBy(next)) {
      push(pusher, pusher.settings.timeout().toMillis(), false);
      next = Math.max(next + interval, System.nanoTime());
    }
    push(pusher, Math.min(LAST_PUSH_MILLIS, pusher.settings.timeout().toMillis()), true);
  }

  private boolean endedBy(long timeNanos) {
    while (true) {
      try {
        return ended.await(timeNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException nobodyEndsItThus) {
        // The throw has cleared the flag: it waits on.
      }
    }
  }

  private void push(Pusher pusher, long patienceMillis, boolean last) {
    try {
      pusher.push(patienceMillis, last);
    } catch (Throwable e) {
      errors.accept("otlp", e);
    }
  }

  private static void await(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Pushes, one at a time. */
  private final class Pusher {
    private final OtlpSettings settings;
    private final MetricReader reader;

    Pusher(OtlpSettings settings, MetricReader reader) {
      this.settings = settings;
      this.reader = reader;
    }

    /** Pushes; {@code last}: nobody may cut it off but its time. */
    void push(long patienceMillis, boolean last) {
      Push before = current;
      if (before != null && before.thread().isAlive()) {
        await(before.thread(), CUT_OFF_MILLIS);
        if (before.thread().isAlive()) {
          errors.accept("otlp", new IOException("the push before has not ended"));
          return;
        }
      }
      Post post = new Post(settings, "tombstone/" + source.agent().version());
      AtomicBoolean settled = new AtomicBoolean();
      Thread thread = threads.newThread(() -> send(post, settled));
      current = new Push(thread, post, settled, last);
      if (!last && ended.getCount() == 0) {
        // Who closes has looked for a push to cut off before this one was there.
        return;
      }
      thread.start();
      await(thread, patienceMillis);
      if (thread.isAlive() && settled.compareAndSet(false, true)) {
        post.close();
        errors.accept(
            "otlp",
            new IOException(
                settings.shownEndpoint() + " did not answer in " + patienceMillis + " ms"));
      }
    }

    /** Body of a push's thread. */
    private void send(Post post, AtomicBoolean settled) {
      if (settled.get()) {
        return;
      }
      try {
        post.send(body());
        settled.set(true);
      } catch (IOException | GeneralSecurityException | RuntimeException | Error e) {
        if (settled.compareAndSet(false, true)) {
          errors.accept("otlp", e);
        }
      }
    }

    private byte[] body() {
      reader.refresh();
      AgentSnapshot agent = source.agent();
      Map<String, String> resource = new LinkedHashMap<>(settings.resource());
      resource.putIfAbsent(
          "service.instance.id", String.valueOf(source.meta().getOrDefault("instance", "")));
      return MetricsRequest.bytes(
          reader, settings.exponential(), resource, agent.version(), agent.start(), Instant.now());
    }
  }
}
