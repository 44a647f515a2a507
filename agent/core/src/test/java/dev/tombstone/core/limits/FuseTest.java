package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseTest {
  private final List<String> done = new ArrayList<>();
  private final Fuse fuse = new Fuse(done::add);

  @Test
  void blows_onceAtTheLimit() {
    assertThat(fuse.blows(Fuse.LIMIT - 1)).isFalse();
    assertThat(fuse.blows(Fuse.LIMIT + 7)).isTrue();
    assertThat(fuse.blows(9 * Fuse.LIMIT)).isFalse();
    assertThat(done).isEmpty();
    fuse.switchOff();
    assertThat(done).hasSize(1).first().asString().contains("after 1007 errors");
  }

  @Test
  void reset_startsOverFromThere() {
    assertThat(fuse.blows(Fuse.LIMIT)).isTrue();
    fuse.reset(Fuse.LIMIT + 500);
    assertThat(fuse.blows(2 * Fuse.LIMIT)).isFalse();
    assertThat(fuse.blows(2 * Fuse.LIMIT + 500)).isTrue();
  }
}
