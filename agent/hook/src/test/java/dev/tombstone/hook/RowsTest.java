package dev.tombstone.hook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of many classes. */
class RowsTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int CLASSES = 900;

  @BeforeEach
  void start() {
    Rows.forget();
  }

  @AfterEach
  void forget() {
    Rows.forget();
  }

  @Test
  void at_classWithoutOne_isNull() {
    Rows rows = new Rows();
    assertThat(rows.at(0, ScopeStack.UNCHANGED)).isNull();
    assertThat(rows.at(CLASSES, OperationCode.COMPUTE)).isNull();
    assertThat(rows.count(CLASSES, REMOVE, Row.REMOVED)).isZero();
  }

  @Test
  void made_sameClass_isTheSameRowAndSaysWhoseItIs() {
    Rows rows = new Rows();
    long[] row = rows.made(700, ScopeStack.UNCHANGED);
    assertThat(row).isNotNull().isSameAs(rows.at(700, ScopeStack.UNCHANGED));
    assertThat(row[Row.CLASS]).isEqualTo(700);
    assertThat(rows.made(3, ScopeStack.UNCHANGED)).isNotSameAs(row);
    assertThat(rows.made(700, ScopeStack.UNCHANGED)).isSameAs(row);
    assertThat(rows.made(700, OperationCode.COMPUTE)).isNotNull().isNotSameAs(row);
  }

  @Test
  void count_renamedRow_isOfTheOperationItRenamesTo() {
    Rows rows = new Rows();
    long[] row = rows.made(5, OperationCode.REMOVE_IF);
    assertThat(row).isNotNull();
    row[Row.removed(OperationCode.ITERATOR)] = 3;
    row[Row.removed(REMOVE)] = 4;
    row[Row.missed(REMOVE)] = 9;
    row[Row.removed(OperationCode.EVICT)] = 2;
    row[Row.failed(OperationCode.ITERATOR)] = 5;
    row[Row.failed(REMOVE)] = 6;
    row[Row.failed(OperationCode.EVICT)] = 1;
    assertThat(rows.count(5, OperationCode.REMOVE_IF, Row.REMOVED)).isEqualTo(7);
    assertThat(rows.count(5, OperationCode.REMOVE_IF, Row.MISSED)).isZero();
    assertThat(rows.count(5, OperationCode.REMOVE_IF, Row.FAILED)).isEqualTo(11);
    assertThat(rows.count(5, REMOVE, Row.REMOVED)).isZero();
    assertThat(rows.count(5, REMOVE, Row.MISSED)).isZero();
    assertThat(rows.count(5, REMOVE, Row.FAILED)).isZero();
    assertThat(rows.count(5, OperationCode.EVICT, Row.REMOVED)).isEqualTo(2);
    assertThat(rows.count(5, OperationCode.EVICT, Row.FAILED)).isEqualTo(1);
  }

  @Test
  void words_ofEveryCount_differAndAreInTheRow() {
    Set<Integer> words =
        new HashSet<>(
            Set.of(Row.GATE, Row.COUNTDOWN, Row.TICKET, Row.SHIFT, Row.CLASS, Row.RENAMED));
    int others = words.size();
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      words.add(Row.removed(operation));
      words.add(Row.failed(operation));
      if (OperationCode.canMiss(operation)) {
        words.add(Row.missed(operation));
      }
    }
    assertThat(words).hasSize(others + 2 * OperationCode.COUNT + 2).allMatch(w -> w < Row.LENGTH);
  }

  @Test
  void made_moreThanAllCellsMayHave_isNullAndThoseMadeStay() {
    int made = 0;
    long[] row = new long[0];
    Rows last = new Rows();
    while (row != null) {
      last = new Rows();
      for (int i = 0; i < CLASSES && row != null; i++) {
        row = last.made(i, ScopeStack.UNCHANGED);
        made += row == null ? 0 : 1;
      }
    }
    assertThat(made).isEqualTo(Rows.MOST);
    assertThat(last.made(0, ScopeStack.UNCHANGED)).isNotNull();
    Rows.forget();
    assertThat(last.made(CLASSES, ScopeStack.UNCHANGED)).isNotNull();
  }

  @Test
  void deletions_noRowToHave_countExactly() throws InterruptedException {
    RecordingControl.setCounting(true);
    try {
      Rows full = new Rows();
      while (full.made(0, ScopeStack.UNCHANGED) != null) {
        full = new Rows();
      }
      Object map = new Object() {};
      Object other = new Object() {};
      MapCounters counters = CounterTable.of(map.getClass());
      MapCounters others = CounterTable.of(other.getClass());
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  Removals.hit(map);
                  Removals.miss(map);
                  Removals.hit(other);
                }
              });
      thread.start();
      while (thread.isAlive()) {
        RecordingControl.settle();
      }
      thread.join();
      assertThat(counters.removed(REMOVE)).isEqualTo(3_000);
      assertThat(counters.missed(REMOVE)).isEqualTo(3_000);
      assertThat(others.removed(REMOVE)).isEqualTo(3_000);
    } finally {
      RecordingControl.setCounting(false);
    }
  }

  @Test
  void manyClassesOnManyThreads_countsAreExact() throws Exception {
    List<MapCounters> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(new MapCounters("later" + i, CLASSES + i));
    }
    List<Thread> threads = new ArrayList<>();
    CyclicBarrier barrier = new CyclicBarrier(8);
    for (int t = 0; t < 8; t++) {
      int first = t * 20;
      Thread thread =
          new Thread(
              () -> {
                try {
                  barrier.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int i = 0; i < 30_000; i++) {
                  Rows mine = requireNonNull(ThreadCells.mine()).rows;
                  int index = all.get(first + i % 150).index();
                  requireNonNull(mine.made(index, ScopeStack.UNCHANGED))[Row.removed(REMOVE)]++;
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long sum = 0;
    for (MapCounters counters : all) {
      sum += counters.removed(REMOVE);
      assertThat(counters.shared().count(REMOVE, Row.REMOVED)).isZero();
    }
    assertThat(sum).isEqualTo(240_000);
  }
}
