package dev.tombstone.core.detect.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class WatchBudgetTest {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(WatchBudget.TURN_MILLIS);
  private static final int COUNT_TURNS = WatchBudget.COUNT_MILLIS / WatchBudget.TURN_MILLIS;
  private static final int TURNS_PER_SECOND = 1_000 / WatchBudget.TURN_MILLIS;

  private final FakeWatch watch = new FakeWatch();
  private long observed;
  private long now;
  private int shift = -1;
  private int turn = -1;
  private boolean young;
  private boolean paused;
  private long operationsPerSecond;
  private int counts;
  private int warmUps;

  @Test
  void tick_fewOperations_watchesAllMaps() {
    WatchBudget budget = adaptive();
    run(budget, 100, part -> (int) WatchBudget.BUDGET / TURNS_PER_SECOND);
    assertThat(shift).isZero();
  }

  @Test
  void tick_manyShortLivedMaps_areLeftOutAndTriedAgain() {
    WatchBudget budget = adaptive();
    IntUnaryOperator ofYoungMaps = part -> young ? (int) WatchBudget.BUDGET / 10 : 0;
    run(budget, 1, ofYoungMaps);
    assertThat(young).isFalse();
    int turnsWith = 0;
    for (int i = 0; i < 1_000; i++) {
      run(budget, 1, ofYoungMaps);
      turnsWith += young ? 1 : 0;
      assertThat(shift).isZero();
    }
    assertThat(turnsWith).isBetween(8, 12);
  }

  @Test
  void tick_fewOperationsOnShortLivedMaps_areWatched() {
    WatchBudget budget = adaptive();
    run(budget, 100, part -> (int) WatchBudget.YOUNG_BUDGET / TURNS_PER_SECOND);
    assertThat(young).isTrue();
  }

  @Test
  void tick_evenlyTooMany_watchesAsMuchAsTheBudgetAllows() {
    WatchBudget budget = adaptive();
    int tenTimes = (int) WatchBudget.BUDGET * 10;
    run(budget, 2, part -> tenTimes / TURNS_PER_SECOND);
    assertThat(shift).isEqualTo(4);
    long before = observed;
    run(budget, 1_000, part -> (tenTimes >> shift) / TURNS_PER_SECOND);
    assertThat((observed - before) * TURNS_PER_SECOND / 1_000)
        .isBetween(WatchBudget.BUDGET / 4, WatchBudget.BUDGET);
  }

  @Test
  void tick_oneMapFarAboveTheRest_isWatchedInItsTurnOnly() {
    WatchBudget budget = adaptive();
    int hundredTimes = (int) WatchBudget.BUDGET * 100;
    IntUnaryOperator hot = part -> part % 128 == 5 % (1 << shift) ? hundredTimes / 10 : 10;
    run(budget, 300, hot);
    long before = observed;
    run(budget, 3_000, hot);
    assertThat((observed - before) * TURNS_PER_SECOND / 3_000).isLessThan(WatchBudget.BUDGET);
    assertThat(shift).isBetween(6, 8);
  }

  @Test
  void tick_loadGone_watchesAllMapsAgain() {
    WatchBudget budget = adaptive();
    run(budget, 2, part -> (int) WatchBudget.BUDGET);
    assertThat(shift).isEqualTo(4);
    run(budget, 300, part -> 0);
    assertThat(shift).isZero();
  }

  @Test
  void tick_absurdRate_isBounded() {
    WatchBudget budget = adaptive();
    run(budget, 2, part -> Integer.MAX_VALUE);
    assertThat(shift).isEqualTo(WatchBudget.MOST_ADAPTIVE);
  }

  @Test
  void tick_fixedShare_watchesEachPartInTurn() {
    WatchBudget budget = new WatchBudget(OptionalInt.of(3), watch);
    budget.begin(now);
    Set<Integer> parts = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      run(budget, 1, part -> 1_000_000);
      parts.add(turn & 7);
      assertThat(shift).isEqualTo(3);
    }
    assertThat(parts).hasSize(8);
  }

  @Test
  void tick_withinATurn_doesNothing() {
    WatchBudget budget = adaptive();
    observed += 1_000_000;
    now += TURN_NANOS - 1;
    budget.tick(now);
    assertThat(shift).isZero();
  }

  @Test
  void tick_atFirst_watchesAllMapsWhateverItTakes() {
    WatchBudget budget = new WatchBudget(OptionalInt.empty(), watch);
    budget.begin(now);
    int graceTurns = WatchBudget.GRACE_MILLIS / WatchBudget.TURN_MILLIS;
    run(budget, graceTurns, part -> Integer.MAX_VALUE);
    assertThat(shift).isZero();
    run(budget, 2, part -> Integer.MAX_VALUE);
    assertThat(shift).isEqualTo(WatchBudget.MOST_ADAPTIVE);
  }

  @Test
  void tick_atFirst_warmsUpWhatIsDoneLater() {
    WatchBudget budget = new WatchBudget(OptionalInt.empty(), watch);
    budget.begin(now);
    int graceTurns = WatchBudget.GRACE_MILLIS / WatchBudget.TURN_MILLIS;
    run(budget, graceTurns + 10, part -> 0);
    assertThat(warmUps).isEqualTo(graceTurns);
  }

  @Test
  void tick_atFirst_leavesYoungMapsOutOfOneTurnInFour() {
    WatchBudget budget = new WatchBudget(OptionalInt.empty(), watch);
    budget.begin(now);
    int without = 0;
    for (int i = 0; i < 8 * WatchBudget.GRACE_TURNS; i++) {
      run(budget, 1, part -> 0);
      without += young ? 0 : 1;
    }
    assertThat(without).isEqualTo(8);
    run(budget, 100, part -> 0);
    assertThat(young).isTrue();
  }

  @Test
  void tick_operationsThatAreNotShown_watchesNoMoreOfThemThanAllowed() {
    WatchBudget budget = adaptive();
    operationsPerSecond = 10 * WatchBudget.OPERATIONS;
    run(budget, COUNT_TURNS, part -> 0);
    assertThat(turnsWatched(budget, 1_600)).isEqualTo(100);
    assertThat(shift).isZero();
  }

  @Test
  void tick_absurdlyManyOperations_isWatchedNowAndThen() {
    WatchBudget budget = adaptive();
    operationsPerSecond = Long.MAX_VALUE;
    run(budget, COUNT_TURNS, part -> 0);
    assertThat(turnsWatched(budget, 320)).isEqualTo(10);
  }

  @Test
  void tick_restBetweenTurns_isMadeUpForInTheTurn() {
    WatchBudget budget = adaptive();
    operationsPerSecond = 10 * WatchBudget.OPERATIONS;
    int everySecond = (int) WatchBudget.BUDGET * 9 / 10;
    run(budget, 2_000, part -> everySecond);
    assertThat(shift).isZero();
    long before = observed;
    run(budget, 1_600, part -> everySecond);
    assertThat((observed - before) * TURNS_PER_SECOND / 1_600).isLessThan(WatchBudget.BUDGET);
    run(budget, 1_600, part -> everySecond * 100);
    assertThat(shift).isPositive();
  }

  @Test
  void tick_lateAfterLongTurn_pausesLonger() {
    WatchBudget budget = adaptive();
    operationsPerSecond = 2 * WatchBudget.OPERATIONS;
    run(budget, COUNT_TURNS, part -> 0);
    now += 10 * TURN_NANOS;
    budget.tick(now);
    while (paused) {
      run(budget, 1, part -> 0);
    }
    now += 20 * TURN_NANOS;
    budget.tick(now);
    int pauses = 0;
    while (paused) {
      run(budget, 1, part -> 0);
      pauses++;
    }
    assertThat(pauses).isEqualTo(20);
  }

  @Test
  void tick_fewerOperationsAgain_watchesWithoutPause() {
    WatchBudget budget = adaptive();
    operationsPerSecond = 10 * WatchBudget.OPERATIONS;
    run(budget, 2 * COUNT_TURNS, part -> 0);
    operationsPerSecond = -1;
    run(budget, 2 * COUNT_TURNS, part -> 0);
    operationsPerSecond = WatchBudget.OPERATIONS;
    run(budget, 2 * COUNT_TURNS, part -> 0);
    for (int i = 0; i < 100; i++) {
      run(budget, 1, part -> 0);
      assertThat(paused).isFalse();
    }
  }

  @Test
  void tick_countThatSaysNothing_changesNothing() {
    WatchBudget budget = adaptive();
    operationsPerSecond = 2 * WatchBudget.OPERATIONS;
    run(budget, 2 * COUNT_TURNS, part -> 0);
    int before = counts;
    operationsPerSecond = -1;
    run(budget, 2 * COUNT_TURNS, part -> 0);
    assertThat(counts).isGreaterThan(before);
    assertThat(turnsWatched(budget, 100)).isEqualTo(50);
  }

  @Test
  void tick_fixedShareOrGrace_neverRestsNorCounts() {
    operationsPerSecond = Long.MAX_VALUE;
    for (OptionalInt share : new OptionalInt[] {OptionalInt.of(0), OptionalInt.empty()}) {
      WatchBudget budget = new WatchBudget(share, watch);
      budget.begin(now);
      for (int i = 0; i < WatchBudget.GRACE_MILLIS / WatchBudget.TURN_MILLIS; i++) {
        run(budget, 1, part -> 0);
        assertThat(paused).isFalse();
      }
    }
    assertThat(counts).isZero();
  }

  /** In how many of these turns, in which nothing is shown, maps are watched. */
  private int turnsWatched(WatchBudget budget, int turns) {
    int watched = 0;
    for (int i = 0; i < turns; i++) {
      run(budget, 1, part -> 0);
      watched += paused ? 0 : 1;
    }
    return watched;
  }

  /** A budget whose grace is over. */
  private WatchBudget adaptive() {
    WatchBudget budget = new WatchBudget(OptionalInt.empty(), watch);
    budget.begin(now);
    now += TimeUnit.MILLISECONDS.toNanos(WatchBudget.GRACE_MILLIS);
    budget.tick(now);
    return budget;
  }

  private void run(WatchBudget budget, int turns, IntUnaryOperator operationsOfPart) {
    for (int i = 0; i < turns; i++) {
      observed += paused ? 0 : operationsOfPart.applyAsInt(turn & ((1 << shift) - 1));
      now += TURN_NANOS;
      budget.tick(now);
    }
  }

  private final class FakeWatch implements WatchBudget.Watch {
    @Override
    public long observed() {
      return observed;
    }

    @Override
    public void choose(int newShift, int newTurn, boolean newYoung) {
      shift = newShift;
      turn = newTurn;
      young = newYoung;
      paused = false;
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void count(int most) {
      assertThat(paused).isFalse();
      counts++;
    }

    @Override
    public long operationsPerSecond() {
      return operationsPerSecond;
    }

    @Override
    public void warmUp() {
      warmUps++;
    }
  }
}
