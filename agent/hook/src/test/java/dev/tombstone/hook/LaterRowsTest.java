package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaterRowsTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int FIRST = ThreadCell.MAP_CLASSES;

  @AfterEach
  void forget() {
    LaterRows.forget();
  }

  @Test
  void rowOf_classWithoutOne_isNone() {
    LaterRows rows = new LaterRows();
    assertThat(rows.rowOf(FIRST)).isEqualTo(LaterRows.NONE);
    assertThat(rows.rowOf(FIRST - 1)).isEqualTo(LaterRows.NONE);
    assertThat(rows.rowOf(CounterTable.MAX_CLASSES)).isEqualTo(LaterRows.NONE);
  }

  @Test
  void madeFor_classesInAnyOrder_areRowsWithoutGaps() {
    LaterRows rows = new LaterRows();
    assertThat(rows.madeFor(FIRST + 900)).isEqualTo(FIRST);
    assertThat(rows.madeFor(FIRST)).isEqualTo(FIRST + 1);
    assertThat(rows.madeFor(FIRST + 900)).isEqualTo(FIRST);
    assertThat(rows.rowOf(FIRST)).isEqualTo(FIRST + 1);
    assertThat(rows.rowOf(FIRST + 1)).isEqualTo(LaterRows.NONE);
  }

  @Test
  void madeFor_moreThanAllCellsMayHave_isNoneAndThoseMadeStay() {
    LaterRows last = new LaterRows();
    int made = 0;
    int row = 0;
    while (row != LaterRows.NONE) {
      last = new LaterRows();
      for (int i = 0; i < 900 && row != LaterRows.NONE; i++) {
        row = last.madeFor(FIRST + i);
        made += row == LaterRows.NONE ? 0 : 1;
      }
    }
    assertThat(made).isEqualTo(LaterRows.MOST);
    assertThat(last.rowOf(FIRST)).isEqualTo(FIRST);
    LaterRows.forget();
    assertThat(last.madeFor(FIRST + 899)).isPositive();
  }

  @Test
  void cell_hasRowsOfTheClassesItsOwnerUsesOnly() {
    ThreadCell cell = new ThreadCell(0);
    assertThat(cell.add(FIRST + 700, REMOVE, 3)).isTrue();
    assertThat(cell.add(FIRST + 700, REMOVE, 4)).isTrue();
    assertThat(cell.get(FIRST + 700, REMOVE)).isEqualTo(7);
    assertThat(cell.get(FIRST + 699, REMOVE)).isZero();
    assertThat(cell.rowHere(FIRST + 700)).isEqualTo(ThreadCell.rowOf(FIRST));
  }

  @Test
  void cell_noRowToHave_refuses() {
    for (int i = 0; i < LaterRows.MOST; i += 900) {
      LaterRows rows = new LaterRows();
      for (int place = 0; place < 900; place++) {
        int unused = rows.madeFor(FIRST + place);
      }
    }
    ThreadCell cell = new ThreadCell(0);
    assertThat(cell.add(FIRST, REMOVE, 1)).isFalse();
    assertThat(cell.get(FIRST, REMOVE)).isZero();
    assertThat(cell.add(FIRST - 1, REMOVE, 1)).isTrue();
  }

  @Test
  void manyClassesOnManyThreads_countsAreExact() throws Exception {
    List<MapCounters> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(new MapCounters("later" + i, FIRST + 300 + i));
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
                  MapCounters counters = all.get(first + i % 150);
                  counters.add(ThreadCells.mine(), counters.shared(), REMOVE, 1);
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
      assertThat(counters.shared().sum(REMOVE)).isZero();
    }
    assertThat(sum).isEqualTo(240_000);
  }
}
