package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run after another while threads delete. */
class RunsTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int ROUNDS = 300;
  private static final Map<String, String> BUSY = new HashMap<>();
  private static final Map<String, String> KNOWN = new HashMap<>() {};

  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    ended.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    RecordingControl.release();
  }

  @Test
  void release_underTraffic_nothingOfTheLastRunIsInTheNext() {
    MapCounters busy = CounterTable.of(BUSY.getClass());
    MapCounters known = CounterTable.of(KNOWN.getClass());
    for (int i = 0; i < 4; i++) {
      start(
          () -> {
            while (!ended.get()) {
              Removals.hit(BUSY);
            }
          });
    }
    start(
        () -> {
          // Ever new threads, so that cells are claimed while they are replaced.
          while (!ended.get()) {
            Thread brief = new Thread(() -> Removals.hit(BUSY));
            brief.start();
            try {
              brief.join();
            } catch (InterruptedException e) {
              return;
            }
          }
        });
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(RecordingControl.claim()).isTrue();
      assertThat(RecordingControl.claim()).isFalse();
      RecordingControl.setRatioShift(round % 3);
      RecordingControl.setCounting(true);
      for (int i = 0; i < 100 + round; i++) {
        Removals.hit(KNOWN);
      }
      assertThat(known.removed(REMOVE)).isEqualTo(100 + round);
      long seen = busy.removed(REMOVE);
      while (busy.removed(REMOVE) <= seen + 100) {
        Thread.onSpinWait();
      }
      RecordingControl.release();
      assertThat(busy.removed(REMOVE)).isZero();
      assertThat(known.removed(REMOVE)).isZero();
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(busy.removed(REMOVE)).isZero();
    }
  }

  /** What a thread does that was held up between the gate and the count, for a whole run. */
  @Test
  void deletion_heldUpSinceTheLastRun_countsInNeither() throws InterruptedException {
    MapCounters known = CounterTable.of(KNOWN.getClass());
    assertThat(RecordingControl.claim()).isTrue();
    RecordingControl.setCounting(true);
    Removals.hit(KNOWN);
    int gate = Gate.word;
    long[] row = RemovalHook.enter(KNOWN, "key", REMOVE);
    RecordingControl.release();
    assertThat(RecordingControl.claim()).isTrue();
    RecordingControl.setCounting(true);
    RemovalHook.record(row, "", 1, KNOWN, "key", null, 0, REMOVE);
    assertThat(RemovalHook.entered(gate, KNOWN, "key", REMOVE)).isNull();
    assertThat(known.removed(REMOVE)).isZero();
    ScopeStack scope = OperationScope.pushRemoval("key", KNOWN, REMOVE);
    Removals.hit(KNOWN);
    assertThat(RemovalHook.entered(gate, KNOWN, "key", REMOVE)).isNull();
    OperationScope.pop(scope, scope.level);
    assertThat(known.removed(REMOVE)).isEqualTo(1);
    Thread agent = AgentThreads.newThread("test", () -> Removals.hit(KNOWN));
    agent.start();
    agent.join();
    assertThat(known.removed(REMOVE)).isEqualTo(1);
  }

  @Test
  void release_withAScopeOpen_closesItInTheNextRun() {
    assertThat(RecordingControl.claim()).isTrue();
    RecordingControl.setCounting(true);
    ScopeStack scope = OperationScope.pushRemoval("key", KNOWN, OperationCode.REMOVE_IF);
    Removals.hit(KNOWN);
    MapCounters known = CounterTable.of(KNOWN.getClass());
    assertThat(known.removed(OperationCode.REMOVE_IF)).isEqualTo(1);
    RecordingControl.release();
    assertThat(RecordingControl.claim()).isTrue();
    RecordingControl.setCounting(true);
    ScopeStack inner = OperationScope.pushRemoval("key", KNOWN, OperationCode.COMPUTE);
    Removals.hit(KNOWN);
    OperationScope.pop(inner, inner.level);
    OperationScope.pop(scope, scope.level);
    Removals.hit(KNOWN);
    assertThat(known.removed(OperationCode.COMPUTE)).isEqualTo(1);
    assertThat(known.removed(REMOVE)).isEqualTo(1);
    assertThat(known.removed(OperationCode.REMOVE_IF)).isZero();
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task);
    threads.add(thread);
    thread.start();
  }
}
