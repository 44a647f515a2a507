package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombstone.hook.thread.AgentThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook called as woven code calls it, without an agent. */
class RemovalHookTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int REMOVE_IF = OperationCode.REMOVE_IF;
  private static final int COMPUTE = OperationCode.COMPUTE;
  private static final Map<String, String> OUTER = new HashMap<>();
  private static final Map<String, String> INNER = new HashMap<>() {};

  private final LongAdder samples = new LongAdder();
  private final LongAdder timed = new LongAdder();
  private final LongAdder outerWeight = new LongAdder();
  private final LongAdder innerWeight = new LongAdder();

  @BeforeEach
  void start() {
    RecordingControl.setSink(new Estimates());
    RecordingControl.setCounting(true);
  }

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
    RecordingControl.stopSampling();
    RecordingControl.clearSink();
  }

  @Test
  void everyDeletionSampled_allTimed() {
    RecordingControl.setRatioShift(0);
    for (int i = 0; i < 1_000; i++) {
      Removals.hit(OUTER);
    }
    assertThat(samples.sum()).isEqualTo(1_000);
    assertThat(timed.sum()).isEqualTo(1_000);
  }

  @Test
  void sampled_estimateIsUnbiasedAndTimed() {
    RecordingControl.setRatioShift(5);
    int deletions = 640_000;
    for (int i = 0; i < deletions; i++) {
      Removals.hit(OUTER);
    }
    assertThat(outerWeight.sum()).isCloseTo(deletions, within(relative(deletions, 5)));
    assertThat(timed.sum()).isEqualTo(samples.sum());
  }

  @Test
  void deletionWithinADeletion_neitherIsFavoured() {
    RecordingControl.setRatioShift(3);
    int deletions = 200_000;
    for (int i = 0; i < deletions; i++) {
      long[] row = RemovalHook.enter(OUTER, "key", REMOVE);
      Removals.hit(INNER);
      RemovalHook.record(row, "", RemovalHook.BY_RESULT, OUTER, "key", null, 0, REMOVE);
    }
    assertThat(outerWeight.sum()).isCloseTo(deletions, within(relative(deletions, 3)));
    assertThat(innerWeight.sum()).isCloseTo(deletions, within(relative(deletions, 3)));
  }

  @Test
  void ratioChangesAllTheTime_estimateStaysUnbiased() {
    int deletions = 400_000;
    for (int i = 0; i < deletions; i++) {
      if (i % 100 == 0) {
        RecordingControl.setRatioShift((i / 100) % 6);
      }
      Removals.hit(OUTER);
    }
    assertThat(outerWeight.sum()).isCloseTo(deletions, within(relative(deletions, 5)));
  }

  @Test
  void moreThreadsThanCells_oneAfterTheOther_countsAreExact() throws InterruptedException {
    RecordingControl.setRatioShift(4);
    MapCounters counters = CounterTable.of(OUTER.getClass());
    long before = counters.removed(REMOVE);
    for (int i = 0; i < 3_000; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int deletion = 0; deletion < 10; deletion++) {
                  Removals.hit(OUTER);
                }
              });
      thread.start();
      thread.join();
    }
    assertThat(counters.removed(REMOVE) - before).isEqualTo(30_000);
    assertThat(outerWeight.sum()).isCloseTo(30_000, within(relative(30_000, 4)));
  }

  @Test
  void manyThreadsAtOnceWhileCellsAreReleased_countsAreExact() throws InterruptedException {
    MapCounters counters = CounterTable.of(OUTER.getClass());
    long before = counters.removed(REMOVE);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int deletion = 0; deletion < 200; deletion++) {
                  Removals.hit(OUTER);
                  if (deletion % 50 == 0) {
                    Thread.yield();
                  }
                }
              });
      threads.add(thread);
      thread.start();
      if (i % 100 == 0) {
        RecordingControl.forgetEnded();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counters.removed(REMOVE) - before).isEqualTo(300_000);
  }

  @Test
  void classesWithoutConstantsInTurns_countsAreExact() {
    RecordingControl.setRatioShift(RecordingControl.MAX_RATIO_SHIFT);
    Map<String, String> other = new HashMap<>() {};
    MapCounters inner = CounterTable.of(INNER.getClass());
    MapCounters others = CounterTable.of(other.getClass());
    long before = inner.removed(REMOVE);
    long othersBefore = others.removed(REMOVE);
    for (int i = 0; i < 999; i++) {
      Removals.hit(i % 3 == 0 ? other : INNER);
    }
    assertThat(inner.removed(REMOVE) - before).isEqualTo(666);
    assertThat(others.removed(REMOVE) - othersBefore).isEqualTo(333);
  }

  @Test
  void deletionsInScopes_sampledOrNot_countAsTheScopeSays() {
    RecordingControl.setRatioShift(2);
    MapCounters counters = CounterTable.of(OUTER.getClass());
    MapCounters inner = CounterTable.of(INNER.getClass());
    long[] before = {
      counters.removed(REMOVE_IF), counters.removed(REMOVE), inner.removed(REMOVE),
      counters.missed(REMOVE), inner.removed(COMPUTE), inner.removed(REMOVE_IF)
    };
    int deletions = 10_000;
    for (int i = 0; i < deletions; i++) {
      // Nobody knows its map: what is deleted under the same key; a miss is none there.
      ScopeStack scope = OperationScope.pushRemoval("key", OUTER.keySet(), REMOVE_IF);
      Removals.hit(OUTER);
      Removals.miss(OUTER);
      OperationScope.pop(scope, scope.level);
      // A map: of that map only.
      scope = OperationScope.pushRemoval("key", INNER, COMPUTE);
      Removals.hit(INNER);
      Removals.hit(OUTER);
      Removals.miss(OUTER);
      OperationScope.pop(scope, scope.level);
      // The outermost scope wins.
      scope = OperationScope.pushRemoval("key", INNER.keySet(), REMOVE_IF);
      ScopeStack within = OperationScope.pushRemoval("key", INNER, COMPUTE);
      Removals.hit(INNER);
      OperationScope.pop(within, within.level);
      OperationScope.pop(scope, scope.level);
      Removals.hit(INNER);
    }
    assertThat(counters.removed(REMOVE_IF) - before[0]).isEqualTo(deletions);
    assertThat(counters.removed(REMOVE) - before[1]).isEqualTo(deletions);
    assertThat(inner.removed(REMOVE) - before[2]).isEqualTo(deletions);
    assertThat(counters.missed(REMOVE) - before[3]).isEqualTo(deletions);
    assertThat(inner.removed(COMPUTE) - before[4]).isEqualTo(deletions);
    assertThat(inner.removed(REMOVE_IF) - before[5]).isEqualTo(deletions);
    assertThat(outerWeight.sum() + innerWeight.sum())
        .isCloseTo(6L * deletions, within(relative(6L * deletions, 2)));
  }

  @Test
  void deletionInAScope_mapIsLetGo() {
    ScopeStack scope = OperationScope.pushRemoval("key", INNER, COMPUTE);
    ScopeStack within = OperationScope.pushRemoval("key", INNER.keySet(), REMOVE_IF);
    OperationScope.pop(within, within.level);
    OperationScope.pop(scope, scope.level);
    ThreadCell mine = ThreadCells.mine();
    assertThat(mine).isNotNull();
    assertThat(mine.scopes())
        .extracting("maps", "wrappers", "passedOn")
        .containsExactly(new Object[4], new Object[4], new Object[4]);
  }

  @Test
  void agentThread_countsNothing() throws InterruptedException {
    RecordingControl.setRatioShift(0);
    MapCounters counters = CounterTable.of(OUTER.getClass());
    long before = counters.removed(REMOVE);
    Thread thread = AgentThreads.newThread("test", () -> Removals.hit(OUTER));
    thread.start();
    thread.join();
    assertThat(counters.removed(REMOVE)).isEqualTo(before);
    assertThat(samples.sum()).isZero();
  }

  @Test
  void countingOff_nothingCountedNorSampled() {
    RecordingControl.setRatioShift(0);
    RecordingControl.setCounting(false);
    MapCounters counters = CounterTable.of(OUTER.getClass());
    long before = counters.removed(REMOVE);
    Removals.hit(OUTER);
    assertThat(RecordingControl.ratioShift()).isEqualTo(-1);
    assertThat(counters.removed(REMOVE)).isEqualTo(before);
    assertThat(samples.sum()).isZero();
  }

  /** Six standard deviations of the estimate of a total from samples of probability 2^-shift. */
  private static long relative(long total, int shift) {
    return Math.round(6 * Math.sqrt((double) total * ((1 << shift) - 1)));
  }

  private final class Estimates implements RemovalSink {
    @Override
    public void sampled(
        MapCounters counters,
        int operation,
        @Nullable Object key,
        long keyHash,
        long entries,
        long durationNanos,
        int ratioShift) {
      samples.increment();
      if (durationNanos != NOT_TIMED) {
        timed.increment();
      }
      boolean outer = counters.mapClass().equals(OUTER.getClass().getName());
      (outer ? outerWeight : innerWeight).add(1L << ratioShift);
    }

    @Override
    public void failed(int part, Throwable error) {
      throw new AssertionError(error);
    }
  }
}
