package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.intake.Callers;
import dev.tombstone.model.snapshot.Code;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallerTableTest {
  private static final Callers RIGHT = new Callers("Orders.refund", "");
  private static final Callers WRONG = new Callers("Users.drop", "");

  private final CallerTable table = new CallerTable();

  @Test
  void callsOfOneSite_areKeptApartByArgumentAndCaller() {
    table.add(3, "java.lang.Long", RIGHT, 8, true);
    table.add(3, "java.lang.Long", RIGHT, 8, false);
    table.add(3, "java.lang.Integer", RIGHT, 1, false);
    table.add(3, "java.lang.Long", WRONG, 2, false);
    table.add(4, "java.lang.Long", WRONG, 1, true);
    assertThat(counts(3, "java.lang.Long", RIGHT)).isEqualTo(new SiteCounts.Counts(16, 2, 1, 0));
    assertThat(counts(3, "java.lang.Integer", RIGHT)).isEqualTo(new SiteCounts.Counts(1, 1, 0, 0));
    assertThat(counts(3, "java.lang.Long", WRONG)).isEqualTo(new SiteCounts.Counts(2, 1, 0, 0));
    assertThat(table.of(4, "java.lang.Long", RIGHT)).isNull();
  }

  @Test
  void moreCallersThanASiteMayHave_areKnownByTheSiteAlone() {
    for (int i = 0; i <= CallerTable.MOST_OF_A_SITE; i++) {
      table.add(0, "java.lang.Long", new Callers("caller" + i, ""), 1, true);
    }
    assertThat(table.of(0, "java.lang.Long", new Callers("caller0", ""))).isNotNull();
    String beyond = "caller" + CallerTable.MOST_OF_A_SITE;
    assertThat(table.of(0, "java.lang.Long", new Callers(beyond, ""))).isNull();
    table.add(1, "java.lang.Long", RIGHT, 1, true);
    assertThat(table.of(1, "java.lang.Long", RIGHT)).isNotNull();
  }

  @Test
  void moreThanTheTableHolds_areNotKept() {
    for (int i = 0; i < CallerTable.MOST + 10; i++) {
      table.add(i, "java.lang.Long", RIGHT, 1, true);
    }
    assertThat(table.of(CallerTable.MOST - 1, "java.lang.Long", RIGHT)).isNotNull();
    assertThat(table.of(CallerTable.MOST, "java.lang.Long", RIGHT)).isNull();
    assertThat(table.bytes()).isLessThan(2_200_000);
  }

  private SiteCounts.Counts counts(int site, String argument, Callers callers) {
    return Objects.requireNonNull(table.of(site, argument, callers))
        .counts(0, false, Code.APPLICATION);
  }
}
