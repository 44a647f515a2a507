package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.sketch.KeyHasher;
import dev.tombstone.core.sketch.KeyName;
import dev.tombstone.core.snapshot.HotKeysSnapshot;
import dev.tombstone.core.snapshot.LatencyHistogram;
import dev.tombstone.core.snapshot.SitesSnapshot;
import dev.tombstone.core.snapshot.Window;
import dev.tombstone.hook.Operation;
import dev.tombstone.hook.RecordingControl;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * All that is made of sampled deletions. Thread-safe: one lock, taken by agent threads only; each
 * question drains the ring first, so that an answer holds everything recorded before it was asked.
 */
public final class Aggregation {
  /** Slots of the ring. */
  public static final int RING_CAPACITY = 16_384;

  private static final int PANE_ENTRIES = 1_024;
  private static final int WHOLE_RUN_ENTRIES = 4_096;
  private static final int SLOT_BYTES = 88;

  private final EventRing ring;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final FilterConfig filter;
  private final KeyNames names;
  private final Map<Window, PaneRing> windows = new EnumMap<>(Window.class);
  private final SiteTable sites;
  private final LatencyTable latencies = new LatencyTable();
  private final SamplingController sampling;
  private final StackBudget stackBudget;
  private long unidentifiedKeys;
  private long nowMillis;

  /**
   * An aggregation that nothing feeds yet: its {@link #ring} must become the recording path's sink.
   *
   * @param config keys, filters, sampling
   * @param clock wall time, of windows
   * @param nanoClock elapsed time, of rates
   */
  public Aggregation(AgentConfig config, InstantSource clock, LongSupplier nanoClock) {
    SecureRandom random = new SecureRandom();
    this.clock = clock;
    this.nanoClock = nanoClock;
    filter = config.filter();
    ring = new EventRing(RING_CAPACITY, !filter.packagesInclude().isEmpty());
    names =
        new KeyNames(
            config.keys(), new KeyHasher(random.nextLong()), new KeyHasher(random.nextLong()));
    sites = new SiteTable(filter);
    sampling =
        new SamplingController(
            config.sampling(), RecordingControl::setRatioShift, nanoClock.getAsLong());
    stackBudget = new StackBudget(ring, nanoClock.getAsLong());
    nowMillis = clock.millis();
    long seed = random.nextLong();
    windows.put(Window.MINUTE, new PaneRing(10_000, 6, PANE_ENTRIES, seed, nowMillis));
    windows.put(Window.FIVE_MINUTES, new PaneRing(60_000, 5, PANE_ENTRIES, seed + 1, nowMillis));
    windows.put(Window.HOUR, new PaneRing(300_000, 12, PANE_ENTRIES, seed + 2, nowMillis));
    windows.put(
        Window.ALL, new PaneRing(Long.MAX_VALUE, 0, WHOLE_RUN_ENTRIES, seed + 3, nowMillis));
  }

  /** The sink to install in the recording path. */
  public EventRing ring() {
    return ring;
  }

  /** Takes in what the ring holds and adapts the sampling; answers how many events there were. */
  public synchronized int drain() {
    nowMillis = clock.millis();
    int drained = ring.drain(this::take);
    long nanos = nanoClock.getAsLong();
    sampling.tick(nanos);
    stackBudget.tick(nanos);
    return drained;
  }

  /** As {@link #drain}, until the ring is empty or has been gone round once. */
  public synchronized void drainAll() {
    int taken = 0;
    int drained;
    do {
      drained = drain();
      taken += drained;
    } while (drained > 0 && taken < RING_CAPACITY);
  }

  /** The hottest keys of a window. */
  public synchronized HotKeysSnapshot hotKeys(Window window, int k, String map, String op) {
    drainAll();
    return HotKeyQuery.answer(window, panes(window), nowMillis, k, map, op);
  }

  /** The call sites of a window that delete most. */
  public synchronized SitesSnapshot sites(Window window, int k) {
    drainAll();
    return SiteQuery.answer(window, panes(window), nowMillis, k, sites.sites());
  }

  /** Latency by map class since start. */
  public synchronized List<LatencyHistogram> latencies() {
    drainAll();
    return latencies.snapshot();
  }

  /** Detail lost since start, by reason. */
  public synchronized Map<String, Long> dropped() {
    Map<String, Long> dropped = new TreeMap<>();
    dropped.put("ring_full", ring.ringFull());
    dropped.put("key_unidentified", unidentifiedKeys);
    dropped.put("site_table_full", sites.overflow());
    dropped.put("stack_refused", stackBudget.refused());
    return dropped;
  }

  /** Starts the sampling over with this budget or ratio. */
  public synchronized void configure(SamplingConfig config) {
    sampling.configure(config);
  }

  /** Bytes held by the tables. */
  public synchronized long memoryBytes() {
    long bytes = (long) RING_CAPACITY * SLOT_BYTES + sites.bytes() + latencies.bytes();
    for (PaneRing panes : windows.values()) {
      bytes += panes.bytes();
    }
    return bytes;
  }

  private List<Pane> panes(Window window) {
    return Objects.requireNonNull(windows.get(window)).covering(nowMillis);
  }

  private void take(RemovalEvent event) {
    sampling.recorded(event.weight());
    stackBudget.sampled();
    String mapClass = event.counters().mapClass();
    StackWalker.StackFrame[] stack = event.stack();
    if (!filter.allowsMap(mapClass)
        || (!filter.packagesInclude().isEmpty() && (stack == null || !sites.allows(stack)))) {
      return;
    }
    if (event.durationNanos() >= 0) {
      latencies.record(mapClass, event.durationNanos());
    }
    countInWindows(event);
    if (stack != null) {
      SiteTable.Site site = sites.of(stack, event.counters().index(), event.operation());
      if (site != null) {
        countSite(event, site);
      }
    }
  }

  private void countInWindows(RemovalEvent event) {
    boolean miss = event.entries() == 0;
    long weight = event.weight();
    long represented = weight * Math.max(1, event.entries());
    boolean identified =
        event.keyKind() != RemovalEvent.KeyKind.NONE
            && event.keyKind() != RemovalEvent.KeyKind.UNIDENTIFIED;
    if (event.keyKind() == RemovalEvent.KeyKind.UNIDENTIFIED) {
      unidentifiedKeys++;
    }
    long hash = identified ? names.hash(event) : 0;
    int label = event.counters().index() * Operation.COUNT + event.operation();
    KeyName[] name = new KeyName[1];
    for (PaneRing panes : windows.values()) {
      Pane pane = panes.current(nowMillis);
      pane.deletions += represented;
      pane.maxRatioShift = Math.max(pane.maxRatioShift, Long.numberOfTrailingZeros(weight));
      if (identified) {
        pane.distinct.add(hash);
        pane.keys.add(
            hash,
            label,
            weight,
            miss,
            () -> {
              if (name[0] == null) {
                name[0] = names.name(event);
              }
              return name[0];
            });
      }
    }
  }

  private void countSite(RemovalEvent event, SiteTable.Site site) {
    long weight = event.stackWeight();
    long represented = weight * Math.max(1, event.entries());
    for (PaneRing panes : windows.values()) {
      Pane pane = panes.current(nowMillis);
      pane.addSite(site.index, represented, event.entries() == 0);
      pane.maxStackShift = Math.max(pane.maxStackShift, Long.numberOfTrailingZeros(weight));
    }
    if (event.durationNanos() >= 0) {
      site.latencies.recordValue(Math.min(event.durationNanos(), SiteTable.MAX_NANOS));
    }
  }
}
