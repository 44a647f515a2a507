package dev.tombstone.benchmarks.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * The targets of docs/hotkeys.md that do not depend on the machine, on the benchmark's own streams.
 */
class HotKeysTargetsTest {
  private static final int EVENTS = 10_000_000;

  @Test
  void accuracy_seededStreams_everyTargetMet() throws IOException {
    List<Result> results =
        HotKeysBenchmark.results(
            new KeyStreams(EVENTS, 42), Optional.empty(), Plan.ofTheTargets(), 1);
    assertThat(Target.ofAccuracy(results)).hasSize(18).allMatch(Target::met);
  }

  @Test
  void memory_anHourOfNewKeys_withinTheLimit() {
    assertThat(Target.ofMemory(WindowMemory.measure())).matches(Target::met);
  }

  @Test
  void bars_worseThanAsked_missed() {
    Score bad = new Score(0.9, 0.5, 1, 0.6, 0.5, 1, 1e-3, 0.5);
    List<Result> results =
        Plan.all().stream()
            .flatMap(
                plan ->
                    List.of("Zipf 1.0", "uniform", "one-offs after").stream()
                        .map(name -> new Result(name, "Tombstone", plan, bad, 90, 8, 1 << 20)))
            .toList();
    assertThat(Target.ofAccuracy(results)).noneMatch(Target::met);
    assertThat(Target.ofCost(results)).noneMatch(Target::met);
  }

  @Test
  void trace_xzOfInts_readInOrder(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("small.xz");
    try (DataOutputStream out =
        new DataOutputStream(new XZOutputStream(Files.newOutputStream(file), new LZMA2Options()))) {
      for (int key : new int[] {77, -5, 77, 1 << 30}) {
        out.writeInt(key);
      }
    }
    KeyStream stream = new KeyStreams(1, 1).trace(file);
    assertThat(stream.keys()).containsExactly(0, 1, 0, 2);
    assertThat(stream.keySpace()).isEqualTo(3);
    assertThat(Arrays.stream(stream.hashes()).distinct().count()).isEqualTo(3);
  }
}
