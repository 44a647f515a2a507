package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class StackBudgetTest {
  private static final int EVENTS = 1 << 22;
  private static final MapCounters COUNTERS = CounterTable.of(HashMap.class);

  private final EventRing ring = new EventRing(1_024, false);
  private final StackBudget budget = new StackBudget(ring, 0);
  private long now;
  private int stacks;
  private long represented;

  @Test
  void tick_everyDeletionOfMillionsIsRecorded_fewStacksAreTaken() {
    sampledInASecond(EVENTS);
    offer();
    // Each with a probability of 1/65,536, so 64, with a standard deviation of 8.
    assertThat(stacks).isBetween(30, StackBudget.STACKS_A_SECOND);
  }

  @Test
  void tick_fewAreRecorded_everyStackIsTaken() {
    sampledInASecond(StackBudget.STACKS_A_SECOND / 2);
    for (int i = 0; i < 100; i++) {
      ring.sampled(COUNTERS, 0, "key", 0, 1, 0, 0);
    }
    ring.drain(this::take);
    assertThat(stacks).isEqualTo(100);
    assertThat(represented).isEqualTo(100);
  }

  @Test
  void tick_nothingNew_fewerStacksUntilSomethingIs() {
    int events = 1 << 14;
    assertThat(shiftAfter(1, events)).isEqualTo(8);
    assertThat(shiftAfter(StackBudget.CALM_PERIODS, events)).isEqualTo(9);
    assertThat(shiftAfter(20 * StackBudget.CALM_PERIODS, events)).isEqualTo(11);
    budget.wanted();
    // A step a second at most.
    assertThat(shiftAfter(4, events)).isEqualTo(8);
  }

  /** The probability of a stack after so many seconds with so many events each. */
  private int shiftAfter(int seconds, int events) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < events; i++) {
        budget.sampled();
      }
      now += 1_000_000_000L;
      budget.tick(now);
    }
    return budget.shift();
  }

  private void sampledInASecond(int count) {
    for (int i = 0; i < count; i++) {
      budget.sampled();
    }
    budget.tick(1_000_000_000L);
  }

  private void offer() {
    for (int i = 0; i < EVENTS; i++) {
      ring.sampled(COUNTERS, 0, "key", 0, 1, 0, 0);
      if (i % 128 == 0) {
        ring.drain(this::take);
      }
    }
    ring.drain(this::take);
  }

  private void take(RemovalEvent event) {
    if (event.stack() != null) {
      stacks++;
      represented += event.stackWeight();
    }
  }
}
