package dev.tombstone.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every exporter beyond the endpoints must do; each one's test extends this. */
public abstract class ExporterContract {
  /** Removed, missed and failed of one map class and operation. */
  public record Counts(long removed, long missed, long failed) {}

  /** What the exporter shows. */
  protected final FakeSource source = new FakeSource();

  /** Kinds of the errors it has told of. */
  protected final List<String> errors = new CopyOnWriteArrayList<>();

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private Exporter exporter;

  /** A new exporter that has not started. */
  protected abstract Exporter create(ThreadFactory threads, BiConsumer<String, Throwable> errors)
      throws Exception;

  /** The counts that can be read where it exports to, by {@code map op}, after a last refresh. */
  protected abstract Map<String, Counts> exported(Exporter started) throws Exception;

  /** Reads something, whether it can be answered or not. */
  protected void read(Exporter started) throws Exception {
    exported(started);
  }

  /** The kind of its errors. */
  protected abstract String kind();

  @BeforeEach
  final void createExporter() throws Exception {
    exporter = create(this::newThread, (kind, error) -> errors.add(kind));
  }

  @AfterEach
  final void closeExporter() {
    exporter.close();
  }

  /** The exporter of this test. */
  protected final Exporter exporter() {
    return exporter;
  }

  @Test
  void counts_ofAScriptedLoad_areTheSources() throws Exception {
    source.classes = 3;
    source.removed = 1_000_000_007L;
    exporter.start();
    Map<String, Counts> expected = new TreeMap<>();
    source
        .maps()
        .maps()
        .forEach(
            map ->
                map.ops()
                    .forEach(
                        (op, count) ->
                            expected.put(
                                map.map() + " " + op,
                                new Counts(count.removed(), count.missed(), count.failed()))));
    assertThat(exported(exporter)).hasSize(3).isEqualTo(expected);
    assertThat(errors).isEmpty();
  }

  @Test
  void start_twice_isOnce() throws Exception {
    exporter.start();
    exporter.start();
    assertThat(exported(exporter)).hasSize(1);
  }

  @Test
  void close_twiceOrNeverStarted_leavesNoThread() throws Exception {
    create(this::newThread, (kind, error) -> errors.add(kind)).close();
    exporter.start();
    exported(exporter);
    exporter.close();
    exporter.close();
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
    assertThat(errors).isEmpty();
  }

  @Test
  void source_thatThrows_isCountedAndTheNextAnswerIsRight() throws Exception {
    exporter.start();
    source.failure = new IllegalStateException("broken");
    try {
      read(exporter);
    } catch (Exception told) {
      assertThat(told).hasMessageNotContaining("NullPointer");
    }
    assertThat(errors).isNotEmpty().containsOnly(kind());
    source.failure = null;
    assertThat(exported(exporter).values()).contains(new Counts(10, 2, 1));
  }

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }
}
