package dev.tombstone.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final Draw DRAW = new Draw(List.of(17, 25), List.of(Peer.values()));

  @Test
  void round_sameSeed_isTheSame() {
    for (Attack attack : Attacks.all()) {
      assertThat(DRAW.round(attack, 42)).isEqualTo(DRAW.round(attack, 42));
    }
  }

  @Test
  void round_manySeeds_drawAllThatFits() {
    Attack attack = Attacks.named("random-operations");
    Set<Integer> features = new HashSet<>();
    Set<Peer> peers = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Round round = Objects.requireNonNull(DRAW.round(attack, seed));
      features.add(round.feature());
      peers.add(round.peer());
    }
    assertThat(features).containsExactlyInAnyOrder(17, 25);
    assertThat(peers).containsExactlyInAnyOrder(Peer.values());
  }

  @Test
  void round_attackOfAnotherJdk_null() {
    Draw draw = new Draw(List.of(25), List.of(Peer.NONE));
    assertThat(draw.round(Attacks.named("thread-stop"), 1)).isNull();
  }
}
