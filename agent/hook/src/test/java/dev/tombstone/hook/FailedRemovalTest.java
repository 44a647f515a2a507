package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.PropertiesMaps;
import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.Rows;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals that end in an exception, as the handlers of woven code tell the hook of them. */
class FailedRemovalTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int REMOVE_VALUE = OperationCode.REMOVE_VALUE;
  private static final int COMPUTE = OperationCode.COMPUTE;

  private final Map<String, String> map = new HashMap<>() {};
  private final MapCounters counters = CounterTable.of(map.getClass());
  private final long[][] before = new long[OperationCode.COUNT][];

  @BeforeEach
  void start() {
    RecordingControl.setRatioShift(3);
    RecordingControl.setCounting(true);
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      before[operation] = counts(operation);
    }
  }

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
    RecordingControl.stopSampling();
    Rows.forget();
  }

  @Test
  void nothingRemoved_everyOperation_isOneFailureOfThisOne() {
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      for (int i = 0; i <= operation; i++) {
        long[] row = RemovalHook.enter(map, "key", operation);
        FailedRemoval.failed(row, 0, operation);
        FailedRemoval.failedAround(row, map, "key", operation);
      }
      FailedRemoval.failedAround(null, map, "key", operation);
    }
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      assertCounts(operation, 0, 0, 2 * (operation + 1) + 1);
    }
  }

  @Test
  void entriesGone_areRemovedAndNoFailure() {
    long[] row = RemovalHook.enter(map, "key", OperationCode.CLEAR);
    FailedRemoval.failed(row, 4, OperationCode.CLEAR);
    FailedRemoval.failedLate(3, map, "key", COMPUTE);
    replacing(RemovalHook.enter(map, "key", REMOVE), 1, "expected");
    assertCounts(OperationCode.CLEAR, 4, 0, 0);
    assertCounts(COMPUTE, 3, 0, 0);
    assertCounts(REMOVE_VALUE, 1, 0, 0);
    assertCounts(REMOVE, 0, 0, 0);
  }

  @Test
  void late_nothingRemoved_isAFailureButOfExpunging() {
    FailedRemoval.failedLate(0, map, "key", COMPUTE);
    FailedRemoval.failedLate(-1, map, "key", COMPUTE);
    FailedRemoval.failedLate(0, map, null, OperationCode.EXPUNGE);
    assertCounts(COMPUTE, 0, 0, 2);
    assertCounts(OperationCode.EXPUNGE, 0, 0, 0);
  }

  @Test
  void replacing_expectedValue_isTheOtherOperation() {
    replacing(RemovalHook.enter(map, "key", REMOVE), 0, null);
    replacing(RemovalHook.enter(map, "key", REMOVE), 0, "expected");
    replacing(null, 0, "replaced, not removed");
    assertCounts(REMOVE, 0, 0, 1);
    assertCounts(REMOVE_VALUE, 0, 0, 1);
  }

  @Test
  void betweenOthers_leavesTheirCountsAndTheirSampling() {
    for (int i = 0; i < 1_000; i++) {
      FailedRemoval.failed(RemovalHook.enter(map, "key", REMOVE), 0, REMOVE);
      Removals.hit(map);
      Removals.miss(map);
    }
    assertCounts(REMOVE, 1_000, 1_000, 1_000);
  }

  @Test
  void inAScope_isOfTheOperationThatTheScopeSays_andAMissIsNone() {
    ScopeStack scope = OperationScope.pushRemoval("key", map, COMPUTE);
    FailedRemoval.failed(RemovalHook.enter(map, "key", REMOVE), 0, REMOVE);
    FailedRemoval.failedAround(null, map, "key", REMOVE);
    FailedRemoval.failedAround(null, map, null, OperationCode.ITERATOR);
    Removals.miss(map);
    OperationScope.pop(scope, scope.level);
    FailedRemoval.failedAround(null, map, "key", REMOVE);
    assertCounts(COMPUTE, 0, 0, 3);
    assertCounts(REMOVE, 0, 0, 1);
    assertCounts(OperationCode.ITERATOR, 0, 0, 0);
  }

  @Test
  void noRowToHave_manyBetweenTwoReadings_countExactly() throws InterruptedException {
    Rows full = new Rows();
    while (full.made(0, ScopeStack.UNCHANGED) != null) {
      full = new Rows();
    }
    Object other = new Object() {};
    MapCounters others = CounterTable.of(other.getClass());
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < 3_000; i++) {
                FailedRemoval.failed(RemovalHook.enter(other, "key", REMOVE), 0, REMOVE);
                FailedRemoval.failedAround(
                    RemovalHook.enter(other, "key", COMPUTE), other, "key", COMPUTE);
                Removals.hit(other);
                Removals.miss(other);
                ScopeStack scope = OperationScope.pushRemoval("key", other, COMPUTE);
                Removals.miss(other);
                OperationScope.pop(scope, scope.level);
              }
            });
    thread.start();
    thread.join();
    assertThat(others.failed(REMOVE)).isEqualTo(3_000);
    assertThat(others.failed(COMPUTE)).isEqualTo(3_000);
    assertThat(others.removed(REMOVE)).isEqualTo(3_000);
    assertThat(others.missed(REMOVE)).isEqualTo(3_000);
  }

  @Test
  void mapInsideProperties_isTheProperties() {
    Properties around = new Properties() {};
    Map<Object, Object> inner = new ConcurrentHashMap<>();
    PropertiesMaps.viewTaken(inner, around);
    MapCounters outer = CounterTable.of(around.getClass());
    FailedRemoval.failedBehind(inner, "key", OperationCode.ITERATOR);
    assertThat(outer.failed(OperationCode.ITERATOR)).isEqualTo(1);
  }

  @Test
  void notOfTheJdk_offOrAnAgentThread_isNotCounted() throws InterruptedException {
    FailedRemoval.failedBehind("no map", "key", REMOVE);
    Thread thread =
        AgentThreads.newThread("test", () -> FailedRemoval.failedAround(null, map, "key", REMOVE));
    thread.start();
    thread.join();
    RecordingControl.setCounting(false);
    FailedRemoval.failedAround(null, map, "key", REMOVE);
    FailedRemoval.failedLate(0, map, "key", REMOVE);
    FailedRemoval.failedLate(5, map, "key", REMOVE);
    assertCounts(REMOVE, 0, 0, 0);
  }

  @Test
  void endOfTheStack_whatReturnsIsCountedOrSaidToBeLost() throws InterruptedException {
    int[] returned = new int[1];
    long[] lost = new long[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              FailedRemoval.failedAround(null, map, "key", REMOVE);
              lost[0] = RecordingControl.exhausted();
              atTheEnd(new int[] {60}, returned);
            },
            "test",
            512 * 1024);
    thread.start();
    thread.join();
    long counted = counters.failed(REMOVE) - before[REMOVE][2] - 1;
    assertThat(returned[0]).isGreaterThan(30);
    assertThat(counted).isLessThanOrEqualTo(returned[0]);
    assertThat(counted + RecordingControl.exhausted() - lost[0])
        .isGreaterThanOrEqualTo(returned[0]);
  }

  private void replacing(long @Nullable [] row, long number, @Nullable Object expected) {
    FailedRemoval.failedReplacing(
        new NullPointerException(), row, number, map, expected, "key".hashCode());
  }

  /** Runs the handler's call at the end of the stack, and in frame after frame up from there. */
  private void atTheEnd(int[] left, int[] returned) {
    try {
      atTheEnd(left, returned);
    } catch (StackOverflowError end) {
      // The end is reached.
    }
    if (left[0] > 0) {
      left[0]--;
      try {
        FailedRemoval.failedAround(null, map, "key", REMOVE);
        returned[0]++;
      } catch (StackOverflowError expected) {
        // No stack for the call itself.
      }
    }
  }

  private long[] counts(int operation) {
    return new long[] {
      counters.removed(operation), counters.missed(operation), counters.failed(operation)
    };
  }

  private void assertCounts(int operation, long removed, long missed, long failed) {
    long[] now = counts(operation);
    for (int what = Row.REMOVED; what <= Row.FAILED; what++) {
      now[what] -= before[operation][what];
    }
    assertThat(now).as("operation " + operation).containsExactly(removed, missed, failed);
  }
}
