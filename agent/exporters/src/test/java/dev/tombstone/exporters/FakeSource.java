package dev.tombstone.exporters;

import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import dev.tombstone.model.snapshot.DistributionSnapshot;
import dev.tombstone.model.snapshot.ExponentialCounts;
import dev.tombstone.model.snapshot.FindingsSnapshot;
import dev.tombstone.model.snapshot.Grade;
import dev.tombstone.model.snapshot.HealthSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.Latency;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.MapsSnapshot.MapCounts;
import dev.tombstone.model.snapshot.MapsSnapshot.OperationCounts;
import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.Settings;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A source whose answers the test sets. */
public final class FakeSource implements SnapshotSource {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /** Key text that tries to break out of wherever it is shown. */
  public static final String HOSTILE =
      "<script>alert('1')</script>\"&\u0000\u001b\u202e\ud800" + "x".repeat(10_000);

  /** How many map classes there are. */
  public int classes = 1;

  /** Removals of each. */
  public long removed = 10;

  /** Thrown by {@link #maps()} if set. */
  public @Nullable RuntimeException failure;

  /** Thrown by it before that, if set. */
  public @Nullable Error error;

  /** Waited for by {@link #maps()} if set. */
  public @Nullable CountDownLatch gate;

  /** Map classes beside the numbered ones. */
  public List<String> moreClasses = List.of();

  /** Sightings of the one finding. */
  public long sighted = 3;

  /** Who is shown sampled deletions. */
  public @Nullable RemovalListener listener;

  /** What {@link #change} was called with last. */
  public Map<String, String> changed = Map.of();

  @Override
  public MapsSnapshot maps() {
    if (gate != null) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (error != null) {
      throw error;
    }
    if (failure != null) {
      throw failure;
    }
    List<MapCounts> maps = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      maps.add(
          new MapCounts(
              "com.acme.Map" + i,
              removed,
              2,
              1,
              Map.of("remove", new OperationCounts(removed, 2, 1))));
    }
    for (String name : moreClasses) {
      maps.add(
          new MapCounts(name, removed, 2, 1, Map.of("remove", new OperationCounts(removed, 2, 1))));
    }
    return new MapsSnapshot(maps);
  }

  @Override
  public HotKeysSnapshot hotKeys(Window window, int k, String map, String op, Set<Code> code) {
    HotKeysSnapshot.HotKey key =
        new HotKeysSnapshot.HotKey(
            1, HOSTILE, "java.lang.String", "com.acme.Map0", 42, 40, 44, 0.5, 0.25, "unknown");
    return new HotKeysSnapshot(
        window.id(), START, START.plusSeconds(60), 1, 84, 7, 0.02, Code.ids(code), List.of(key));
  }

  @Override
  public DistributionSnapshot distribution(Window window) {
    return new DistributionSnapshot(
        window.id(),
        START,
        START.plusSeconds(60),
        1,
        84,
        7,
        List.of(new DistributionSnapshot.Frequency(1, 7, 7, 7)));
  }

  @Override
  public byte[] sketch(Window window) {
    return ("sketch of " + window.id()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public SitesSnapshot sites(Window window, int k, Set<Code> code) {
    SitesSnapshot.Site site =
        new SitesSnapshot.Site(
            1,
            "com.acme.A.<init>(A.java:1)",
            "application",
            "com.acme.Map0",
            "remove",
            5,
            0.5,
            0,
            new Latency(5, 100, 200, 300, 400),
            List.of("com.acme.A.<init>(A.java:1)"),
            List.of(0L, 2L, 3L));
    return new SitesSnapshot(
        window.id(),
        START,
        START,
        1,
        10,
        Code.ids(code),
        Map.of("application", 5L, "library", 0L, "jdk", 7L),
        5,
        List.of(site));
  }

  @Override
  public StacksSnapshot stacks(Window window, Set<Code> code) {
    return new StacksSnapshot(
        window.id(),
        START,
        START.plusSeconds(60),
        84,
        Code.ids(code),
        List.of(
            new StacksSnapshot.Stack(
                List.of("com.acme.Main.main(Main.java:3)", "com.acme.A.<init>(A.java:1)"), 60, 6),
            new StacksSnapshot.Stack(
                List.of("com.acme.Main.main(Main.java:3)", HOSTILE + ";\n 7"), 20, 0)));
  }

  @Override
  public FindingsSnapshot findings() {
    return new FindingsSnapshot(
        List.of(
            new FindingsSnapshot.Finding(
                "concurrent-removal",
                Grade.PROVEN,
                sighted,
                START,
                START.plusSeconds(5),
                "com.acme.Map0",
                "two threads <b>in</b>",
                List.of(
                    new FindingsSnapshot.Participant("a", List.of("com.acme.A.b(A.java:10)")),
                    new FindingsSnapshot.Participant("b", List.of("com.acme.C.d(C.java:20)"))),
                Map.of("operations", List.of("insert", "remove")),
                "docs/hazards/concurrent-removal.md")));
  }

  @Override
  public CoverageSnapshot coverage() {
    return new CoverageSnapshot(
        List.of(new CoverageSnapshot.MapCoverage("com.acme.Map0", "instrumented", "x", "")));
  }

  @Override
  public HealthSnapshot health() {
    return new HealthSnapshot("up", List.of("one <b>thing</b>"));
  }

  @Override
  public AgentSnapshot agent() {
    return new AgentSnapshot(
        "1.2",
        "17",
        START,
        0.25,
        1.5,
        1_000,
        Map.of("ring_full", 3L),
        Map.of("recording", 0L),
        List.of(
            new AgentSnapshot.Sightings("concurrent-removal", Grade.PROVEN, 3),
            new AgentSnapshot.Sightings("concurrent-removal", Grade.OBSERVED, 0)));
  }

  @Override
  public List<LatencyHistogram> latencies() {
    List<LatencyHistogram> latencies = new ArrayList<>();
    for (MapCounts map : maps().maps()) {
      latencies.add(
          new LatencyHistogram(
              map.map(),
              10,
              0.001,
              List.of(1e-6, 1e-3),
              List.of(4L, 9L),
              new ExponentialCounts(3, -200, List.of(4L, 0L, 5L), 1),
              500,
              1_000,
              2_000));
    }
    return latencies;
  }

  @Override
  public void listen(@Nullable RemovalListener newListener) {
    listener = newListener;
  }

  @Override
  public List<LatencyHistogram> resizeAssists() {
    return latencies().subList(0, 1);
  }

  @Override
  public List<LatencyHistogram> bulkCalls() {
    return latencies().subList(0, 1);
  }

  @Override
  public Map<String, Object> meta() {
    return Map.of("version", "1.2", "start", START);
  }

  @Override
  public Settings settings() {
    return new Settings(true, 20_000, "auto", "none");
  }

  @Override
  public Settings change(Map<String, String> changes) {
    changed = changes;
    if (changes.containsKey("bad")) {
      throw new IllegalArgumentException("bad cannot be changed");
    }
    return settings();
  }
}
