package dev.tombstone.core.detect.miss;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.snapshot.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines that have never hit, in fast and in slow programs. */
class HopelessSitesTest {
  private static final int SECONDS = HopelessSites.GROWING_SECONDS;

  private final AtomicLong now = new AtomicLong();
  private final HandoffQueue handoff = new HandoffQueue();
  private final Map<Object, Object> map = new HashMap<>(Map.of("kept", "text"));
  private SiteCounts.@Nullable Counts counts;
  private Code code = Code.APPLICATION;
  private final ExplainedCalls explained = new ExplainedCalls();
  private final HopelessSites sites =
      new HopelessSites(
          new WatcherStack(),
          new DrawnRate(NeverHitsDetector.DRAWN_PER_SECOND),
          handoff,
          call -> counts,
          explained,
          now::get);

  @Test
  void slowProgram_mapThatGrowsByEveryCall_isObservedAfterAMinute() {
    assertThat(missAfter(0, 30)).isEmpty();
    grow(30);
    assertThat(missAfter(SECONDS - 1, 60)).isEmpty();
    List<Occurrence> found = missAfter(1, 60);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).summary())
        .contains("about 60 removals by a java.lang.String here found nothing", "0.5 more a second")
        .doesNotContain("took");
    assertThat(found.get(0).evidence())
        .containsEntry("entriesInTheMap", 31L)
        .containsEntry("why", "no-hit");
  }

  @Test
  void slowProgram_mapThatDoesNotGrowAsItIsCalled_silent() {
    assertThat(missAfter(0, 30)).isEmpty();
    grow(20);
    assertThat(missAfter(10 * SECONDS, 100)).as("an entry for every third call").isEmpty();
    assertThat(missAfter(10 * SECONDS, 999)).isEmpty();
  }

  @Test
  void linesOfALibrary_onlyWhereTheMapGrowsWithThem() {
    code = Code.LIBRARY;
    assertThat(missAfter(0, 5_000)).isEmpty();
    grow(100);
    assertThat(missAfter(SECONDS, 20_000)).as("a line that removes to be sure").isEmpty();
    code = Code.APPLICATION;
    assertThat(missAfter(1, 20_001)).hasSize(1);
    code = Code.LIBRARY;
    grow(10_000);
    assertThat(missAfter(1, 20_002)).hasSize(1);
  }

  @Test
  void slowProgram_thatHitsOrIsHardlyKnown_silent() {
    counts = new SiteCounts.Counts(30, 30, 0, 0);
    miss();
    grow(100);
    now.addAndGet(TimeUnit.SECONDS.toNanos(SECONDS));
    counts = new SiteCounts.Counts(60, 60, 1, 0);
    miss();
    counts = new SiteCounts.Counts(60, 29, 0, 0);
    miss();
    counts = null;
    miss();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void manyMisses_aboutTwentyASecondAreLookedAtClosely() {
    counts = new SiteCounts.Counts(5_000, 400, 0, 0);
    missOften();
    found(handoff);
    int seen = 0;
    for (int second = 0; second < 20; second++) {
      sites.everySecond();
      missOften();
      seen += found(handoff).size();
    }
    // Of 200 that ask one in sixteen is drawn; 40 a second is what may be drawn at all.
    assertThat(seen).isBetween(120, 450);
  }

  private void missOften() {
    for (int i = 0; i < 200; i++) {
      miss();
    }
  }

  private void grow(int entries) {
    for (int i = 0; i < entries; i++) {
      map.put("more" + i, "text");
    }
  }

  /** One that comes later, when so many calls are known, none of which has hit. */
  private List<Occurrence> missAfter(long seconds, int calls) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    counts = new SiteCounts.Counts(calls, calls, 0, 0, false, code);
    sites.everySecond();
    miss();
    return found(handoff);
  }

  private void miss() {
    MissAudit audit =
        new MissAudit(
            new Miss(map, map, "absent", null, 0, MissFixture.REMOVE, MissObserver.NOT_TIMED));
    assertThat(audit.walk(0)).isTrue();
    sites.judge(audit);
  }
}
