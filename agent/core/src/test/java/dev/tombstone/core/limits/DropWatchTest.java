package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DropWatchTest {
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(DropWatch.REMEMBERED_SECONDS);

  private long dropped;
  private final DropWatch watch = new DropWatch(() -> dropped);

  @Test
  void complaint_nothingDropped_isEmpty() {
    watch.tick(1);
    assertThat(watch.complaint(2)).isEmpty();
  }

  @Test
  void complaint_afterADrop_staysForAWhileAndGoes() {
    dropped = 3;
    assertThat(watch.complaint(10)).hasValueSatisfying(text -> assertThat(text).startsWith("3 "));
    assertThat(watch.complaint(9 + REMEMBERED)).isPresent();
    assertThat(watch.complaint(10 + REMEMBERED)).isEmpty();
  }

  @Test
  void complaint_droppedAgain_comesBackWithAllOfThem() {
    dropped = 3;
    watch.tick(10);
    dropped = 5;
    watch.tick(10 + REMEMBERED / 2);
    assertThat(watch.complaint(10 + REMEMBERED))
        .hasValueSatisfying(text -> assertThat(text).startsWith("5 "));
    assertThat(watch.complaint(10 + REMEMBERED / 2 + REMEMBERED)).isEmpty();
    dropped = 6;
    assertThat(watch.complaint(11 + 2 * REMEMBERED))
        .hasValueSatisfying(text -> assertThat(text).startsWith("6 "));
  }
}
