package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseTest {
  private final List<String> done = new ArrayList<>();
  private final Fuse fuse =
      new Fuse(
          new Fuse.Switches() {
            @Override
            public void detailOff(String why) {
              done.add("detail off: " + why);
            }

            @Override
            public void countingOff(String why) {
              done.add("counting off: " + why);
            }
          });

  @Test
  void check_failuresGoOn_detailGoesFirstThenCounting() {
    fuse.check(Fuse.LIMIT - 1);
    assertThat(done).isEmpty();
    fuse.check(Fuse.LIMIT);
    fuse.check(Fuse.LIMIT + 1);
    assertThat(done).hasSize(1).first().asString().startsWith("detail off").contains("1000 errors");
    fuse.check(2 * Fuse.LIMIT);
    fuse.check(9 * Fuse.LIMIT);
    assertThat(done).hasSize(2).last().asString().startsWith("counting off");
  }

  @Test
  void reset_startsOver() {
    fuse.check(Fuse.LIMIT);
    fuse.reset();
    fuse.check(Fuse.LIMIT + 1);
    assertThat(done).hasSize(1);
    fuse.check(2 * Fuse.LIMIT + 1);
    assertThat(done).hasSize(2).last().asString().startsWith("detail off");
  }
}
