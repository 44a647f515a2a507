package dev.tombstone.core.aggregate;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.code.CodeOrigins;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.limits.EventCost;
import dev.tombstone.core.limits.SamplingController;
import dev.tombstone.core.limits.StackBudget;
import dev.tombstone.core.limits.StackThinning;
import dev.tombstone.core.query.DistributionQuery;
import dev.tombstone.core.query.HotKeyQuery;
import dev.tombstone.core.query.KnownCodes;
import dev.tombstone.core.query.SiteQuery;
import dev.tombstone.core.query.SketchExport;
import dev.tombstone.core.query.StackQuery;
import dev.tombstone.core.window.Entropy;
import dev.tombstone.core.window.KeyCodes;
import dev.tombstone.core.window.KnownKeys;
import dev.tombstone.core.window.LatencyTable;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.core.window.SiteTable;
import dev.tombstone.core.window.StackTable;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.core.window.Windows;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.sketch.SketchFile;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.DistributionSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All that is made of sampled deletions. Thread-safe: one lock, taken by agent threads only; each
 * question drains the ring first, so that an answer holds everything recorded before it was asked.
 */
public final class Aggregation {
  /** Slots of the ring where the agent chooses how much it records. */
  public static final int RING_CAPACITY = 8_192;

  /**
   * Slots where a ratio is asked for: before half of them are filled, and events are thinned, half
   * a million deletions a second take 65 ms, which is longer than a thread that is ready to run
   * waits for a busy processor.
   */
  static final int RATIO_RING_CAPACITY = 65_536;

  /** The windows' panes and key texts never take more bytes than this, however many keys. */
  public static final long WINDOW_BYTES_LIMIT = 3L << 19;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Of the processor time that the agent may take, what taking in events may. */
  private static final double SHARE_OF_LIMIT = 0.125;

  private final EventRing ring;
  private final SteadyClock clock;
  private final FilterConfig filter;
  private final MapFilter mapFilter;
  private final KnownKeys keys;
  private final Windows windows;
  private final SiteTable sites;
  private final CodeOrigins origins;
  private final KeyCodes keyCodes = new KeyCodes();
  final RepeatedRemovals repeated = new RepeatedRemovals();
  private final StackTable stacks = new StackTable();
  private final StackThinning thinning;
  private final LatencyTable latencies = new LatencyTable();
  private final SamplingController sampling;
  private final StackBudget stackBudget;
  private long unidentifiedKeys;
  private @Nullable RemovalListener listener;

  /** Largest ratio shift in force since the panes were last told of it. */
  private int largestShift;

  /**
   * An aggregation that nothing feeds yet: its {@link #ring} must become the recording path's sink.
   *
   * @param config keys, filters, sampling
   * @param clock of windows and rates
   */
  public Aggregation(AgentConfig config, SteadyClock clock) {
    RandomGenerator random = Entropy.SEEDS;
    this.clock = clock;
    filter = config.filter();
    mapFilter = new MapFilter(filter);
    ring = new EventRing(slots(config.sampling()), !filter.packagesInclude().isEmpty());
    keys = new KnownKeys(config.keys(), random, clock.millis());
    windows = new Windows(keys.names(), clock.millis(), random.nextLong());
    sites = new SiteTable(filter);
    origins = new CodeOrigins(filter);
    EventCost cost = new EventCost(config.cpuLimit() * PROCESSORS * SHARE_OF_LIMIT);
    sampling = new SamplingController(config.sampling(), cost, this::setRatioShift, clock.nanos());
    stackBudget = new StackBudget(ring, clock.nanos());
    thinning = new StackThinning(clock.nanos());
  }

  /** The sink to install in the recording path. */
  public EventRing ring() {
    return ring;
  }

  /** Takes in what the ring holds and adapts the sampling; answers how many events there were. */
  public synchronized int drain() {
    long nowMillis = clock.millis();
    windows.moveTo(nowMillis);
    keys.tick(nowMillis);
    int drained = ring.drain(this::take);
    long nanos = clock.nanos();
    takeDropped();
    if (listener != null || !filter.packagesInclude().isEmpty()) {
      stackBudget.wanted();
    }
    sampling.tick(nanos);
    stackBudget.tick(nanos);
    thinning.tick(nanos);
    return drained;
  }

  /** What the thread that drains has taken since it said so last, and the JVM of the machine. */
  synchronized void spent(long nanos, double ofMachine) {
    sampling.spent(nanos, ofMachine);
  }

  /** As {@link #drain}, until the ring is empty or has been gone round once. */
  public synchronized void drainAll() {
    int taken = 0;
    int drained;
    do {
      drained = drain();
      taken += drained;
    } while (drained > 0 && taken < ring.capacity());
  }

  /** As {@link #drainAll} if there is a listener. */
  synchronized void drainForListener() {
    if (listener != null) {
      drainAll();
    }
  }

  /** The hottest keys of a window. */
  public synchronized HotKeysSnapshot hotKeys(HotKeyQuery.Question question) {
    drainAll();
    PaneRing.Content content = windows.content(question.window());
    KnownCodes codes = new KnownCodes(keyCodes, sites.sites());
    return HotKeyQuery.answer(question, content, shown(content), codes, keys::nameOf);
  }

  /** The panes of a window in the form that can be merged with others. */
  public synchronized SketchFile sketch(Window window, UUID instance) {
    drainAll();
    return SketchExport.of(
        instance,
        window,
        windows.content(window),
        windows.nowMillis(),
        keys.names(),
        keys::knownName);
  }

  /** How many keys of a window were deleted how often. */
  public synchronized DistributionSnapshot distribution(Window window) {
    drainAll();
    PaneRing.Content content = windows.content(window);
    return DistributionQuery.answer(window, content, shown(content));
  }

  /** What is known of a call site, as {@link SiteCounts} asks it. */
  synchronized SiteCounts.@Nullable Counts siteCounts(SiteCounts.Call call) {
    return sites.counts(call);
  }

  /** The call sites of a window that delete most. */
  public synchronized SitesSnapshot sites(Window window, int k, Set<Code> wanted) {
    drainAll();
    PaneRing.Content content = windows.content(window);
    return SiteQuery.answer(
        window,
        wanted,
        content,
        shown(content),
        windows.nowMillis(),
        k,
        sites.sites(),
        stacks.stacks());
  }

  /** The stacks that deletions of a window came from. */
  public synchronized StacksSnapshot stacks(Window window, Set<Code> wanted) {
    drainAll();
    PaneRing.Content content = windows.content(window);
    return StackQuery.answer(window, wanted, content, shown(content), stacks.stacks());
  }

  /** Latency by map class since start. */
  public synchronized List<LatencyHistogram> latencies() {
    drainAll();
    return latencies.snapshot();
  }

  /** Detail lost since start, by reason. */
  public synchronized Map<String, Long> dropped() {
    Map<String, Long> dropped = new TreeMap<>();
    dropped.put("ring_full", ring.dropped());
    dropped.put("stack_or_memory_exhausted", RecordingControl.exhausted() + ring.abandoned());
    dropped.put("key_unidentified", unidentifiedKeys);
    dropped.put("site_table_full", sites.overflow());
    dropped.put("stack_table_full", stacks.overflow());
    dropped.put("stack_refused", stackBudget.refused());
    return dropped;
  }

  /** Starts the sampling over with this budget or ratio. */
  public synchronized void configure(SamplingConfig config) {
    ring.resize(slots(config));
    sampling.configure(config);
  }

  /** Takes stacks, and records detail, at these powers of two below the usual rate. */
  public synchronized void throttle(int stackShift, int detailShift) {
    stackBudget.throttle(stackShift);
    sampling.throttle(detailShift);
  }

  /** Shows sampled deletions that have a stack to this listener from now on; null for nobody. */
  public synchronized void listen(@Nullable RemovalListener newListener) {
    listener = newListener;
  }

  /** Bytes held by the tables. */
  public synchronized long memoryBytes() {
    return ring.bytes()
        + sites.bytes()
        + latencies.bytes()
        + stacks.bytes()
        + windows.bytes()
        + KeyCodes.bytes()
        + repeated.bytes()
        + keys.bytes();
  }

  private static int slots(SamplingConfig config) {
    return config.enabled() && config.fixedShift().isPresent()
        ? RATIO_RING_CAPACITY
        : RING_CAPACITY;
  }

  private Stretch shown(PaneRing.Content content) {
    return Stretch.of(content.startMillis(), windows.nowMillis(), clock.setMillis());
  }

  private void setRatioShift(int shift) {
    RecordingControl.setRatioShift(shift);
    largestShift = Math.max(largestShift, shift);
  }

  /**
   * Every pane knows the least probability in force in it, though nothing may have been sampled.
   */
  private void takeDropped() {
    long dropped = ring.takeDroppedWeight();
    int shift = Math.max(largestShift, ring.takeLargestShift());
    largestShift = sampling.shift();
    windows.addDropped(dropped, shift);
    sampling.dropped(dropped);
  }

  private void take(RemovalEvent event) {
    sampling.recorded(event.weight());
    stackBudget.sampled();
    StackWalker.StackFrame[] stack = event.stack();
    if (!mapFilter.allows(event.counters())
        || (!filter.packagesInclude().isEmpty() && (stack == null || !sites.allows(stack)))) {
      return;
    }
    if (event.durationNanos() >= 0) {
      latencies.record(event.counters(), event.durationNanos());
    }
    Code code = stack == null ? null : origins.of(stack);
    countInWindows(event, code);
    if (stack != null && code != null) {
      int known = sites.sites().size();
      SiteTable.Site site = sites.of(stack, code, event.counters().index(), event.operation());
      if (sites.sites().size() > known) {
        stackBudget.wanted();
      }
      if (site != null) {
        countSite(event, site, stack);
      }
      countStack(event, stack, code);
      RemovalListener told = listener;
      if (told != null && told.wantsNext()) {
        told.removed(RemovalSamples.of(event, stack, keys.names()));
      }
    }
  }

  private void countInWindows(RemovalEvent event, @Nullable Code code) {
    boolean miss = event.entries() == 0;
    int shift = event.ratioShift();
    long represented = event.weight() * Math.max(1, event.entries());
    int category = HotKeyQuery.category(event.counters().index(), event.operation());
    windows.addDeletions(category, shift, represented);
    if (event.keyKind() == RemovalEvent.KeyKind.UNIDENTIFIED) {
      unidentifiedKeys++;
    } else if (event.keyKind() != RemovalEvent.KeyKind.NONE) {
      long hash = keys.names().hash(event);
      keys.count(hash, event, windows.addKey(hash, category, shift, miss));
      if (code != null) {
        keyCodes.add(hash, event.counters().index(), code);
      }
    }
  }

  private void countSite(RemovalEvent event, SiteTable.Site site, StackWalker.StackFrame[] stack) {
    long weight = event.stackWeight();
    long represented = weight * Math.max(1, event.entries());
    windows.addSite(
        site.index, Long.numberOfTrailingZeros(weight), represented, event.entries() == 0);
    sites.count(site, event, stack, windows.nowMillis());
    repeated.add(site, event, stack, keys.names());
  }

  private void countStack(RemovalEvent event, StackWalker.StackFrame[] frames, Code code) {
    int shift = thinning.draw();
    if (shift >= 0) {
      int stack = stacks.of(frames, code, event.counters().index(), event.operation());
      long represented = (event.stackWeight() << shift) * Math.max(1, event.entries());
      windows.addStack(stack, represented, event.entries() == 0);
    }
  }
}
