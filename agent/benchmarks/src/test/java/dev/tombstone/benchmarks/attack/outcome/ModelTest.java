package dev.tombstone.benchmarks.attack.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.benchmarks.attack.outcome.Model.Deletions;
import dev.tombstone.benchmarks.attack.outcome.Model.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  @Test
  void parse_allLines_areRead() {
    Model model = Model.parse(List.of("removed a.M clear 3 9", "rate r 1 8", "done"));
    assertThat(model.done()).isTrue();
    assertThat(model.deletions()).containsExactly(new Deletions("a.M", "clear", 3, 9, false));
    assertThat(model.rates()).containsEntry("r", new Rate(1, 8));
  }

  @Test
  void parse_cutOff_isNotDone() {
    assertThat(Model.parse(List.of("removed a.M clear 3 9", "removed a.M rem")).done()).isFalse();
    assertThat(Model.parse(List.of()).done()).isFalse();
  }

  @Test
  void parse_anotherLine_throws() {
    assertThatThrownBy(() -> Model.parse(List.of("something else", "done")))
        .hasMessageContaining("something else");
  }
}
