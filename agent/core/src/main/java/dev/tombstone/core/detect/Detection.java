package dev.tombstone.core.detect;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.family.Layer;
import dev.tombstone.core.snapshot.AgentSnapshot;
import dev.tombstone.core.snapshot.FindingsSnapshot;
import dev.tombstone.core.snapshot.LatencyHistogram;
import dev.tombstone.hook.IterationHook;
import dev.tombstone.hook.MutationHook;
import dev.tombstone.hook.ResizeHook;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of this JVM: which are on, and what they found.
 *
 * <p>{@link #choose} and {@link #tick} are for agent threads.
 */
public final class Detection {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long SIGHTINGS_NANOS = RemovalWhileIterating.SIGHTINGS_MILLIS * 1_000_000L;
  private static final int SWEEP_SECONDS = 10;
  private static final long TENTH_NANOS = SECOND_NANOS / 10;
  private static final int TENTHS = 10;

  private final SteadyClock clock;
  private final Weaving weaving;
  private final FindingLog log;
  private final WatcherStack stacks = new WatcherStack();
  private final Handover handover = new Handover();
  private final boolean hashesShown;
  private final @Nullable Stall stall;
  private final ConcurrentRemoval concurrentRemoval;
  private final WatcherStack loopStacks = new WatcherStack();
  private final RemovalWhileIterating removalWhileIterating =
      new RemovalWhileIterating(loopStacks, handover);
  private final RemovalDuringResize removalDuringResize;
  private final WatchBudget budget;
  private final CallSites callSites;
  private final SiteCounts siteCounts;
  private @Nullable MissWatch misses;
  private Set<Hazard> chosen = EnumSet.noneOf(Hazard.class);

  /** What is woven for those and shown to them. */
  private final Set<Layer> watched = EnumSet.noneOf(Layer.class);

  private long lastTenth;
  private long lastSecond;
  private long lastSightings;
  private int seconds;

  /** What the detectors need woven into the JDK, beyond counting. */
  public interface Weaving {
    /** Weaves these layers, and takes all others out. */
    void weave(Set<Layer> layers);
  }

  /**
   * How they go about it.
   *
   * @param mapsShift which share of the maps is watched at a time, as a power of two; empty: adapts
   * @param stalls whether operations on maps that several threads change are held back now and then
   * @param logged whether each finding is logged when first seen
   * @param hashesShown whether findings may hold hash codes of keys
   */
  public record Options(
      OptionalInt mapsShift, boolean stalls, boolean logged, boolean hashesShown) {}

  /**
   * Detectors that are all off.
   *
   * @param callSites what the application's bytecode says
   * @param siteCounts what is known of call sites
   */
  public Detection(
      SteadyClock clock,
      Weaving weaving,
      CallSites callSites,
      SiteCounts siteCounts,
      Options options) {
    this.clock = clock;
    this.weaving = weaving;
    this.callSites = callSites;
    this.siteCounts = siteCounts;
    hashesShown = options.hashesShown();
    stall = options.stalls() ? new Stall() : null;
    concurrentRemoval = new ConcurrentRemoval(stacks, handover, stall);
    removalDuringResize = new RemovalDuringResize(concurrentRemoval, stacks, handover);
    log = new FindingLog(options.logged());
    budget = new WatchBudget(options.mapsShift(), new WatchedMaps());
  }

  /** Turns these on and all others off. */
  public synchronized void choose(Set<Hazard> hazards) {
    takeIn();
    Set<Layer> now = layersFor(hazards);
    chosen = hazards.isEmpty() ? EnumSet.noneOf(Hazard.class) : EnumSet.copyOf(hazards);
    watchMisses(hazards);
    if (now.equals(watched)) {
      return;
    }
    for (Layer layer : Layer.values()) {
      if (watched.contains(layer) && !now.contains(layer)) {
        stopWatching(layer);
        watched.remove(layer);
      }
    }
    for (Layer layer : now) {
      if (!watched.contains(layer)) {
        warmUp(layer);
      }
    }
    weaving.weave(now);
    for (Layer layer : now) {
      if (watched.add(layer)) {
        watch(layer);
      }
    }
  }

  /**
   * Turns all off for good. What is woven for them stays and sees nothing; whoever goes on without
   * the agent takes all that is woven out at once.
   */
  public synchronized void stop() {
    for (Layer layer : watched) {
      stopWatching(layer);
    }
    watched.clear();
    takeIn();
    chosen = EnumSet.noneOf(Hazard.class);
    watchMisses(chosen);
  }

  private void watchMisses(Set<Hazard> hazards) {
    boolean neverHits = hazards.contains(Hazard.NEVER_HITS);
    boolean mutatedKey = hazards.contains(Hazard.MUTATED_KEY);
    if (misses == null && (neverHits || mutatedKey)) {
      misses =
          new MissWatch(
              new NeverHits(stacks, handover, callSites, siteCounts),
              new HopelessSites(handover, siteCounts),
              new MutatedKey(stacks, handover, hashesShown));
    }
    if (misses != null) {
      misses.choose(neverHits, mutatedKey);
    }
  }

  /** Those that are on. */
  public synchronized Set<Hazard> chosen() {
    return EnumSet.copyOf(chosen);
  }

  /** Takes in what was seen; to be called several times a second. */
  public synchronized void tick(long nowNanos) {
    takeIn();
    if (watched.contains(Layer.MUTATIONS)) {
      budget.tick(nowNanos);
      if (stall != null) {
        stall.refill(nowNanos);
      }
      long tenths = (nowNanos - lastTenth) / TENTH_NANOS;
      if (tenths > 0) {
        lastTenth = nowNanos;
        concurrentRemoval.refill((int) Math.min(tenths, TENTHS));
      }
    }
    if (nowNanos - lastSightings > SIGHTINGS_NANOS && watched.contains(Layer.ITERATION)) {
      lastSightings = nowNanos;
      IterationHook.allowSightings(RemovalWhileIterating.SIGHTINGS);
    }
    if (nowNanos - lastSecond < SECOND_NANOS) {
      return;
    }
    lastSecond = nowNanos;
    stacks.refill();
    if (misses != null) {
      misses.refill();
    }
    if (watched.contains(Layer.ITERATION)) {
      loopStacks.refill();
      removalWhileIterating.tick();
    }
    if (++seconds % SWEEP_SECONDS == 0) {
      MutationHook.forgetShared();
      concurrentRemoval.sweep();
      removalWhileIterating.sweep();
      IterationHook.forgetRuns();
    }
  }

  /** What was found so far. */
  public synchronized FindingsSnapshot findings() {
    takeIn();
    return log.snapshot(clock.setMillis());
  }

  /** How often each hazard was sighted with each grade it can have, since start. */
  public synchronized List<AgentSnapshot.Sightings> sightings() {
    takeIn();
    return log.sightings();
  }

  /** How long calls worked on tables being resized or cleaned up, by map class, since start. */
  public List<LatencyHistogram> resizeAssists() {
    return removalDuringResize.times();
  }

  /** Sightings that became no finding, by reason, since start. */
  public Map<String, Long> dropped() {
    return Map.of(
        "finding_handover_full", handover.dropped(),
        "finding_log_full", log.overflow(),
        "finding_stack_refused",
            concurrentRemoval.withoutStack()
                + removalWhileIterating.withoutStack()
                + removalDuringResize.withoutStack());
  }

  /** What these need woven. */
  public static Set<Layer> layersFor(Set<Hazard> hazards) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (Hazard hazard : hazards) {
      layers.addAll(hazard.layers());
    }
    return layers;
  }

  /** A detector that is off may share what it sees with one that is on. */
  private void takeIn() {
    handover.drain(
        sighting -> {
          if (chosen.contains(sighting.hazard())) {
            log.add(sighting, Instant.ofEpochMilli(clock.millis()));
          }
        });
  }

  private void warmUp(Layer layer) {
    switch (layer) {
      case MUTATIONS -> {
        stacks.warmUp();
        concurrentRemoval.warmUp();
      }
      case ITERATION -> {
        loopStacks.warmUp();
        removalWhileIterating.warmUp();
      }
      case RESIZE -> removalDuringResize.warmUp();
    }
  }

  private void watch(Layer layer) {
    switch (layer) {
      case MUTATIONS -> {
        MutationHook.observe(concurrentRemoval);
        budget.begin(System.nanoTime());
      }
      case ITERATION -> {
        IterationHook.observe(removalWhileIterating);
        IterationHook.allowSightings(RemovalWhileIterating.SIGHTINGS);
      }
      case RESIZE -> ResizeHook.observe(removalDuringResize);
    }
  }

  private static void stopWatching(Layer layer) {
    switch (layer) {
      case MUTATIONS -> MutationHook.stopObserving();
      case ITERATION -> IterationHook.stopObserving();
      case RESIZE -> ResizeHook.stopObserving();
    }
  }
}
