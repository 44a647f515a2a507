package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.overlap.ByTheHook;
import dev.tombstone.core.detect.overlap.Maps;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.core.detect.overlap.SteppedThread;
import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.Grade;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Set<Detector> NONE = Set.of();
  private static final Set<Detector> ALL = AllDetectors.ALL.parse("all");
  private static final Layer.Woven LAYERS_OF_ALL =
      new Layer.Woven(Detectors.layersFor(ALL), Set.of());
  private static final Hazard TRACED =
      new Hazard("traced", "asks for removals", true, Set.of(Grade.OBSERVED));
  private static final int INSERT = Mutation.INSERT.ordinal();

  private final List<Layer.Woven> woven = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();
  private final Detection detection = detection(woven::add, OptionalInt.empty());
  private final SteppedThread other = new SteppedThread("other", new ByTheHook());
  private final Map<String, Integer> map = Maps.grown(new HashMap<>());

  @AfterEach
  void switchOff() {
    detection.choose(NONE);
    other.close();
  }

  @Test
  void choose_onAndOff_weavesOnceEach() {
    assertThat(detection.chosen()).isEmpty();
    detection.choose(NONE);
    assertThat(woven).isEmpty();
    detection.choose(ALL);
    detection.choose(ALL);
    assertThat(woven).containsExactly(LAYERS_OF_ALL);
    assertThat(detection.chosen()).containsExactlyInAnyOrderElementsOf(ALL);
    detection.choose(NONE);
    detection.choose(NONE);
    assertThat(woven).containsExactly(LAYERS_OF_ALL, Layer.Woven.NOTHING);
  }

  @Test
  void tick_shareOfTheMaps_watchesEachPartInItsTurn() {
    Detection sharing = detection(layers -> {}, OptionalInt.of(2));
    try {
      sharing.choose(AllDetectors.ALL.parse("concurrent-removal"));
      long now = System.nanoTime();
      int turnsWatched = 0;
      for (int turn = 0; turn < 4; turn++) {
        long token = MutationHook.enter(map, "key", null, INSERT);
        MutationHook.exit(token);
        turnsWatched += token == 0 ? 0 : 1;
        now += TimeUnit.MILLISECONDS.toNanos(OverlapWatch.TURN_MILLIS);
        sharing.tick(now);
      }
      assertThat(turnsWatched).isEqualTo(1);
    } finally {
      sharing.choose(NONE);
    }
  }

  @Test
  void chosen_overlapByTheHook_becomesAFindingWithTheTime() {
    detection.choose(ALL);
    overlap();
    detection.tick(TimeUnit.SECONDS.toNanos(1));
    Finding finding = detection.findings().findings().get(0);
    assertThat(finding.grade()).isEqualTo(Grade.PROVEN);
    assertThat(finding.first()).isEqualTo(NOW);
    overlap();
    assertThat(detection.findings().findings())
        .hasSize(1)
        .first()
        .extracting("count")
        .isEqualTo(2L);
    assertThat(detection.dropped())
        .containsOnlyKeys("finding_handover_full", "finding_log_full", "finding_stack_refused")
        .allSatisfy((reason, count) -> assertThat(count).isZero());
  }

  @Test
  void off_operations_areNotFollowed() {
    assertThat(MutationHook.enter(map, "key", null, INSERT)).isZero();
    detection.choose(ALL);
    long token = MutationHook.enter(map, "key", null, INSERT);
    assertThat(token).isNotZero();
    detection.choose(NONE);
    MutationHook.exit(token);
    assertThat(MutationHook.enter(map, "key", null, INSERT)).isZero();
  }

  @Test
  void tick_overTheSeconds_refillsStacksAndSweeps() {
    detection.choose(ALL);
    MutationHook.enter(map, "key", null, INSERT);
    assertThat(MutationHook.enter(map, "key", null, INSERT)).isZero();
    for (int second = 1; second <= 20; second++) {
      detection.tick(TimeUnit.SECONDS.toNanos(second));
    }
    long token = MutationHook.enter(map, "key", null, INSERT);
    assertThat(token).isNotZero();
    MutationHook.exit(token);
  }

  @Test
  void choose_watchThatFindsNoMemory_isStartedByTheNextCall() {
    int[] starts = new int[1];
    Watch watch =
        new Watch() {
          @Override
          public void start(long nowNanos) {
            if (starts[0]++ == 0) {
              throw new OutOfMemoryError("full");
            }
          }

          @Override
          public void stop() {}
        };
    Detector detector = detector("late", watch);
    Detection late = detection(layers -> {}, OptionalInt.empty(), new Detectors(List.of(detector)));
    assertThatThrownBy(() -> late.choose(Set.of(detector))).isInstanceOf(OutOfMemoryError.class);
    late.choose(Set.of(detector));
    late.choose(Set.of(detector));
    assertThat(starts[0]).isEqualTo(2);
  }

  @Test
  void choose_watchThatCannotBeWarmedUp_leavesItsDetectorOffAndStartsTheOthers() {
    LinkageError broken = new NoClassDefFoundError("gone");
    Asking ready = new Asking();
    Watch notReady =
        new Asking() {
          @Override
          public void warmUp() {
            throw broken;
          }
        };
    Detector good = detector("good", ready);
    Detector bad = detector("bad", ready, notReady);
    Detection both = detection(woven::add, OptionalInt.empty(), new Detectors(List.of(bad, good)));
    both.choose(Set.of(bad, good));
    assertThat(both.chosen()).containsExactly(good);
    assertThat(ready.running).isTrue();
    assertThat(errors).containsExactly(broken);
    both.choose(NONE);
    assertThat(ready.running).isFalse();
  }

  private static Detector detector(String name, Watch... watches) {
    return new Detector(new Hazard(name, "a " + name + " one", false, Set.of(Grade.OBSERVED))) {
      @Override
      public List<Watch> watches(Tools tools, int part) {
        return List.of(watches);
      }
    };
  }

  @Test
  void tick_watchThatAsksForRemovals_hasThemWovenWhatTracesThemOnAndAllBackAfterwards() {
    Asking asking = new Asking();
    Detector detector = new Traced(asking);
    Detection tracing =
        detection(woven::add, OptionalInt.empty(), new Detectors(List.of(detector)));
    Set<Detector> chosen = Set.of(detector);
    tracing.choose(chosen);
    assertThat(woven).containsExactly(new Layer.Woven(Set.of(Layer.FAILURE), Set.of()));
    tracing.tick(TimeUnit.SECONDS.toNanos(1));
    assertThat(woven).hasSize(1);
    asking.maps = Set.of("java.util.TreeMap");
    tracing.tick(TimeUnit.SECONDS.toNanos(2));
    tracing.tick(TimeUnit.SECONDS.toNanos(3));
    Layer.Woven more =
        new Layer.Woven(Set.of(Layer.FAILURE, Layer.MUTATIONS), Set.of("java.util.TreeMap"));
    assertThat(woven).hasSize(2).last().isEqualTo(more);
    assertThat(asking.told).containsExactly(woven.get(0), more);
    assertThat(asking.running).isTrue();
    assertThat(tracing.chosen()).isEqualTo(chosen);
    asking.maps = Set.of();
    tracing.tick(TimeUnit.SECONDS.toNanos(4));
    assertThat(woven).hasSize(3).last().isEqualTo(woven.get(0));
    asking.maps = Set.of("java.util.TreeMap");
    tracing.stop();
    tracing.tick(TimeUnit.SECONDS.toNanos(5));
    assertThat(woven).hasSize(3);
  }

  /** A watch that asks for removals. */
  private static class Asking implements Watch {
    Set<String> maps = Set.of();
    final List<Layer.Woven> told = new ArrayList<>();
    boolean running;

    @Override
    public void woven(Layer.Woven layers) {
      told.add(layers);
    }

    @Override
    public Set<String> asksRemovalsOf() {
      return maps;
    }

    @Override
    public void start(long nowNanos) {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }
  }

  /** A detector that has more woven while its watch asks for it. */
  private static final class Traced extends Detector {
    private final Watch watch;
    private final Detector tracing;

    Traced(Watch watch) {
      super(TRACED, Layer.FAILURE);
      this.watch = watch;
      tracing =
          new Detector(TRACED, Layer.FAILURE, Layer.MUTATIONS) {
            @Override
            public List<Watch> watches(Tools tools, int part) {
              return List.of(watch);
            }
          };
    }

    @Override
    public Detector tracing() {
      return tracing;
    }

    @Override
    public List<Watch> watches(Tools tools, int part) {
      return List.of(watch);
    }
  }

  private Detection detection(Detection.Weaving weaving, OptionalInt mapsShift) {
    return detection(weaving, mapsShift, AllDetectors.ALL);
  }

  private Detection detection(
      Detection.Weaving weaving, OptionalInt mapsShift, Detectors detectors) {
    return new Detection(
        new SteadyClock(InstantSource.fixed(NOW), () -> 0),
        weaving,
        detectors,
        new Tools(
            (frame, map) -> null,
            call -> null,
            (operations, atLeast) -> List.of(),
            ReturningKeys.NONE,
            new Tools.Options(mapsShift, false, false, true)),
        errors::add);
  }

  private void overlap() {
    long mine = MutationHook.enter(map, "key", null, INSERT);
    SteppedThread.Inside theirs = other.enter(map, Mutation.INSERT);
    map.put("new " + map.size(), 1);
    MutationHook.exit(mine);
    theirs.exit();
  }
}
