package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tombstone.core.query.HotKeyQuery.Question;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.SketchFile;
import dev.tombstone.model.sketch.SketchReader;
import dev.tombstone.model.sketch.SketchWriter;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AggregationTest extends AggregationFixture {
  @Test
  void hotKeys_exactlySampled_exactIntervals() {
    // The number of distinct keys is an estimate, and now and then more than one off.
    aggregation = aggregation("keys.salt=the same in every run");
    for (int i = 0; i < 300; i++) {
      offer(HASH, REMOVE, "hot", i % 3 == 0 ? 0 : 1);
      offer(TREE, REMOVE, "other" + i % 30, 1);
    }
    HotKeysSnapshot snapshot =
        aggregation.hotKeys(new Question(Window.MINUTE, 3, "", "", Code.ALL));
    HotKey hottest = snapshot.keys().get(0);
    assertThat(snapshot.keys()).hasSize(3);
    assertThat(snapshot.deletions()).isEqualTo(600);
    assertThat(snapshot.distinctKeys()).isBetween(30L, 32L);
    assertThat(snapshot.maximumError()).isZero();
    assertThat(snapshot.sampleRatio()).isEqualTo(1);
    assertThat(hottest)
        .isEqualTo(
            new HotKey(
                1,
                "hot",
                "java.lang.String",
                "java.util.HashMap",
                300,
                300,
                300,
                0.5,
                1 / 3.0,
                "application"));
  }

  @Test
  void hotKeys_filtered_onlyThatMapAndOperation() {
    offer(HASH, REMOVE, "a", 1);
    offer(HASH, Operation.ITERATOR.ordinal(), "a", 1);
    offer(TREE, REMOVE, "a", 1);
    assertThat(
            aggregation
                .hotKeys(new Question(Window.ALL, 5, "java.util.TreeMap", "", Code.ALL))
                .deletions())
        .isEqualTo(1);
    HotKeysSnapshot hash =
        aggregation.hotKeys(new Question(Window.ALL, 5, "java.util.HashMap", "iterator", Code.ALL));
    assertThat(hash.keys()).hasSize(1);
    assertThat(hash.keys().get(0).estimate()).isEqualTo(1);
    assertThat(aggregation.hotKeys(new Question(Window.ALL, 5, "", "", Code.ALL)).keys())
        .hasSize(2);
  }

  @Test
  void windows_timePasses_oldPanesLeaveAndTheAnswerSaysWhatItCovers() {
    offer(HASH, REMOVE, "early", 1);
    aggregation.drain();
    clock.advanceMillis(45_000);
    offer(HASH, REMOVE, "late", 1);
    HotKeysSnapshot both = aggregation.hotKeys(new Question(Window.MINUTE, 5, "", "", Code.ALL));
    assertThat(both.deletions()).isEqualTo(2);
    assertThat(both.start()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(both.end()).isEqualTo("2026-11-22T10:00:45Z");
    clock.advanceMillis(40_000);
    HotKeysSnapshot later = aggregation.hotKeys(new Question(Window.MINUTE, 5, "", "", Code.ALL));
    assertThat(later.keys()).extracting(HotKey::key).containsExactly("late");
    assertThat(later.start()).isAfterOrEqualTo("2026-11-22T10:00:15Z");
    assertThat(
            aggregation.hotKeys(new Question(Window.FIVE_MINUTES, 5, "", "", Code.ALL)).deletions())
        .isEqualTo(2);
    clock.advanceMillis(3_600_000);
    assertThat(
            aggregation.hotKeys(new Question(Window.FIVE_MINUTES, 5, "", "", Code.ALL)).deletions())
        .isZero();
    assertThat(aggregation.hotKeys(new Question(Window.ALL, 5, "", "", Code.ALL)).deletions())
        .isEqualTo(2);
  }

  @Test
  void sampledEvents_weigh_andWidenTheInterval() {
    for (int i = 0; i < 1_000; i++) {
      aggregation.ring().sampled(HASH, REMOVE, "k", RemovalSink.NO_HASH, 1, 50, 4);
      aggregation.drain();
    }
    HotKeysSnapshot snapshot = aggregation.hotKeys(new Question(Window.ALL, 1, "", "", Code.ALL));
    assertThat(snapshot.sampleRatio()).isEqualTo(1 / 16.0);
    assertThat(snapshot.deletions()).isEqualTo(16_000);
    HotKey key = snapshot.keys().get(0);
    assertThat(key.estimate()).isEqualTo(16_000);
    assertThat(key.lower()).isBetween(14_000L, 15_500L);
    assertThat(key.upper()).isBetween(16_500L, 18_000L);
  }

  @Test
  void hotKeys_burstBeyondTheRing_boundsHoldTheTruth() {
    int burst = 3_000_000;
    for (int i = 0; i < burst; i++) {
      offer(HASH, REMOVE, i % 2 == 0 ? "hot" : "k" + i % 1_000, 1);
    }
    HotKeysSnapshot snapshot =
        aggregation.hotKeys(new Question(Window.MINUTE, 3, "", "", Code.ALL));
    assertThat(snapshot.deletions()).isCloseTo(burst, withinPercentage(40));
    assertThat(snapshot.sampleRatio()).isLessThan(1);
    HotKey hottest = snapshot.keys().get(0);
    assertThat(hottest.key()).isEqualTo("hot");
    assertThat(hottest.lower()).isLessThanOrEqualTo(burst / 2);
    assertThat(hottest.upper()).isGreaterThanOrEqualTo(burst / 2);
    assertThat(snapshot.keys().get(1).upper()).isGreaterThanOrEqualTo(burst / 1_000);
  }

  @Test
  void hotKeys_ratioLoweredAndNothingSampledSince_theWindowSaysSo() {
    aggregation = aggregation("sample.budget=1");
    for (int i = 0; i < 3; i++) {
      offer(HASH, REMOVE, "k", 1);
    }
    HotKeysSnapshot snapshot =
        aggregation.hotKeys(new Question(Window.MINUTE, 1, "", "", Code.ALL));
    assertThat(snapshot.sampleRatio()).isEqualTo(1 / 2.0);
    assertThat(snapshot.keys().get(0).upper()).isGreaterThan(3 + 2);
  }

  @Test
  void sketch_ofAWindow_answersWhatHotKeysDoes() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      offer(HASH, REMOVE, "k" + i % (1 + i % 40), i % 3);
      if (i % 500 == 0) {
        aggregation.drain();
        clock.advanceMillis(10_000);
      }
    }
    UUID instance = UUID.randomUUID();
    SketchFile file =
        SketchReader.read(SketchWriter.bytes(aggregation.sketch(Window.MINUTE, instance)));
    assertThat(file.panes("1m")).hasSizeGreaterThan(3);
    List<HotKey> shown =
        aggregation.hotKeys(new Question(Window.MINUTE, 20, "", "", Code.ALL)).keys();
    List<SketchFile.HotKey> read = file.hottest("1m", 20);
    assertThat(read).extracting(key -> key.name().text()).hasSameElementsAs(texts(shown));
    for (int i = 0; i < shown.size(); i++) {
      assertThat(read.get(i).interval().estimate()).isEqualTo(shown.get(i).estimate());
      assertThat(read.get(i).map()).isEqualTo(shown.get(i).map());
    }
  }

  @Test
  void salt_sameInTwoProcesses_keysAreTheSame() {
    aggregation = aggregation("keys.salt=open sesame");
    offer(HASH, REMOVE, "k", 1);
    SketchFile one = aggregation.sketch(Window.ALL, UUID.randomUUID());
    aggregation = aggregation("keys.salt=open sesame");
    offer(HASH, REMOVE, "k", 1);
    SketchFile two = aggregation.sketch(Window.ALL, UUID.randomUUID());
    assertThat(one.merge(two).hottest("all", 5)).hasSize(1);
    assertThat(one.merge(two).hottest("all", 5).get(0).interval().lower()).isEqualTo(2);
  }

  private static List<String> texts(List<HotKey> keys) {
    return keys.stream().map(HotKey::key).toList();
  }

  @Test
  void clear_ofManyEntries_countsAsManyDeletionsAndHasNoKey() {
    aggregation.ring().sampled(HASH, CLEAR, RemovalSink.NO_KEY, RemovalSink.NO_HASH, 500, 50, 0);
    HotKeysSnapshot snapshot = aggregation.hotKeys(new Question(Window.ALL, 5, "", "", Code.ALL));
    assertThat(snapshot.deletions()).isEqualTo(500);
    assertThat(snapshot.keys()).isEmpty();
  }

  @Test
  void keyDisplay_modes_showTextHashOrNothing() {
    aggregation = aggregation("keys.display=hash");
    offer(HASH, REMOVE, "secret", 1);
    assertThat(firstKey()).startsWith("#").doesNotContain("secret");
    aggregation = aggregation("keys.display=off");
    offer(HASH, REMOVE, "secret", 1);
    assertThat(firstKey()).isEmpty();
    aggregation = aggregation("keys.max.length=8");
    offer(HASH, REMOVE, "a very long key", 1);
    assertThat(firstKey()).isEqualTo("a very …");
  }

  @Test
  void hostileKeys_hugeTextsAndNumbers_areBoundedAndToldApart() {
    String middle = "x".repeat(5_000_000);
    BigInteger number = BigInteger.ONE.shiftLeft(30_000_000);
    aggregation = aggregation("keys.max.length=40");
    for (Object key :
        new Object[] {
          "a" + middle,
          "b" + middle,
          middle + "c",
          middle,
          number,
          number.add(BigInteger.TEN),
          new BigDecimal(number, 5)
        }) {
      offer(HASH, REMOVE, key, 1);
    }
    List<HotKey> keys = aggregation.hotKeys(new Question(Window.ALL, 9, "", "", Code.ALL)).keys();
    assertThat(keys).hasSize(7).allMatch(key -> key.key().length() <= 40);
    assertThat(keys).extracting(HotKey::key).anyMatch(text -> text.startsWith("(30000001 bits)#"));
  }

  @Test
  void nullKey_hashed_isOneKey() {
    aggregation = aggregation("keys.display=hash");
    aggregation.ring().sampled(HASH, REMOVE, new StringBuilder(), 0x2aL, 1, 50, 0);
    offer(HASH, REMOVE, null, 1);
    aggregation.ring().sampled(HASH, REMOVE, new StringBuilder(), 0x2bL, 1, 50, 0);
    offer(HASH, REMOVE, null, 1);
    assertThat(
            aggregation
                .hotKeys(new Question(Window.ALL, 1, "", "", Code.ALL))
                .keys()
                .get(0)
                .estimate())
        .isEqualTo(2);
  }

  @Test
  void keyOfUnknownType_classAndHash() {
    aggregation.ring().sampled(HASH, REMOVE, new StringBuilder(), 0x2aL, 1, 50, 0);
    aggregation.ring().sampled(TREE, REMOVE, new StringBuilder(), RemovalSink.NO_HASH, 1, 5, 0);
    assertThat(firstKey()).isEqualTo("java.lang.StringBuilder#2a");
    assertThat(aggregation.dropped()).containsEntry("key_unidentified", 1L);
  }

  @Test
  void excludedMap_noDetail() {
    aggregation = aggregation("maps.exclude=java.util.Hash*");
    offer(HASH, REMOVE, "a", 1);
    offer(TREE, REMOVE, "b", 1);
    assertThat(aggregation.hotKeys(new Question(Window.ALL, 5, "", "", Code.ALL)).keys())
        .hasSize(1);
  }

  @Test
  void sites_latencies_fromTheSameEvents() {
    for (int i = 0; i < 10; i++) {
      offer(HASH, REMOVE, "k", i % 2);
    }
    SitesSnapshot sites = aggregation.sites(Window.MINUTE, 5, Code.ALL);
    assertThat(sites.sites()).hasSize(1);
    assertThat(sites.sites().get(0).estimate()).isEqualTo(10);
    assertThat(sites.sites().get(0).missRatio()).isEqualTo(0.5);
    assertThat(sites.sites().get(0).latency().samples()).isEqualTo(10);
    LatencyHistogram latency = aggregation.latencies().get(0);
    assertThat(latency.count()).isEqualTo(10);
    assertThat(latency.cumulativeCounts()).endsWith(10L).startsWith(10L);
  }

  private String firstKey() {
    return aggregation.hotKeys(new Question(Window.ALL, 1, "", "", Code.ALL)).keys().get(0).key();
  }
}
