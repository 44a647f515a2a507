package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineUseTest {
  private static final long SECOND = 1_000_000_000L;

  private Optional<Duration> taken = Optional.of(Duration.ofSeconds(100));
  private final MachineUse use = new MachineUse(() -> taken, 4);

  @Test
  void firstLook_isTheWholeMachine() {
    assertThat(use.ofMachine(7 * SECOND)).isEqualTo(1);
  }

  @Test
  void eachPeriod_shareOfAllProcessors() {
    use.ofMachine(0);
    taken = Optional.of(Duration.ofSeconds(102));
    assertThat(use.ofMachine(SECOND)).isEqualTo(1);
    assertThat(use.ofMachine(5 * SECOND)).isEqualTo(0.1);
    taken = Optional.of(Duration.ofSeconds(142));
    assertThat(use.ofMachine(9 * SECOND)).isEqualTo(0.1);
    assertThat(use.ofMachine(10 * SECOND)).isEqualTo(1);
  }

  @Test
  void notKnown_isTheWholeMachine() {
    use.ofMachine(0);
    taken = Optional.empty();
    assertThat(use.ofMachine(5 * SECOND)).isEqualTo(1);
    taken = Optional.of(Duration.ofSeconds(101));
    use.ofMachine(10 * SECOND);
    taken = Optional.of(Duration.ofSeconds(102));
    assertThat(use.ofMachine(15 * SECOND)).isEqualTo(0.05);
  }

  @Test
  void refused_isTheWholeMachine() {
    MachineUse refused =
        new MachineUse(
            () -> {
              throw new SecurityException("no");
            },
            2);
    refused.ofMachine(0);
    assertThat(refused.ofMachine(5 * SECOND)).isEqualTo(1);
  }

  @Test
  void thisJvm_isKnown() {
    MachineUse own = new MachineUse();
    own.ofMachine(0);
    double start = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    while (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() <= start) {
      Thread.onSpinWait();
    }
    assertThat(own.ofMachine(1_000 * SECOND)).isCloseTo(0, within(0.5)).isPositive();
  }
}
