package dev.tombstone.core.detect;

import dev.tombstone.core.snapshot.FindingsSnapshot;
import dev.tombstone.hook.MutationHook;
import java.time.InstantSource;
import java.util.EnumSet;
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
  private static final int SWEEP_SECONDS = 10;

  private final InstantSource clock;
  private final Weaving weaving;
  private final FindingLog log;
  private final WatcherStack stacks = new WatcherStack();
  private final Handover handover = new Handover();
  private final ConcurrentRemoval concurrentRemoval = new ConcurrentRemoval(stacks, handover);
  private final WatchBudget budget;
  private final CallSites callSites;
  private final SiteCounts siteCounts;
  private @Nullable MissWatch misses;
  private Set<Hazard> chosen = EnumSet.noneOf(Hazard.class);
  private long lastSecond;
  private int seconds;

  /** What the detectors need woven into the JDK, beyond counting. */
  public interface Weaving {
    /** Weaves entry and exit of mutating operations, or takes them out again. */
    void setMutations(boolean on);
  }

  /**
   * Detectors that are all off.
   *
   * @param callSites what the application's bytecode says
   * @param siteCounts what is known of call sites
   * @param mapsShift which share of the maps is watched at a time, as a power of two; empty: adapts
   * @param logged whether each finding is logged when first seen
   */
  public Detection(
      InstantSource clock,
      Weaving weaving,
      CallSites callSites,
      SiteCounts siteCounts,
      OptionalInt mapsShift,
      boolean logged) {
    this.clock = clock;
    this.weaving = weaving;
    this.callSites = callSites;
    this.siteCounts = siteCounts;
    log = new FindingLog(logged);
    budget = new WatchBudget(mapsShift, MutationHook::observed, MutationHook::choose);
  }

  /** Turns these on and all others off. */
  public synchronized void choose(Set<Hazard> hazards) {
    boolean before = watchesMutations(chosen);
    boolean now = watchesMutations(hazards);
    chosen = hazards.isEmpty() ? EnumSet.noneOf(Hazard.class) : EnumSet.copyOf(hazards);
    if (now && !before) {
      stacks.warmUp();
      concurrentRemoval.warmUp();
      weaving.setMutations(true);
      MutationHook.observe(concurrentRemoval);
      budget.begin(System.nanoTime());
    } else if (before && !now) {
      MutationHook.stopObserving();
      weaving.setMutations(false);
    }
    watchMisses(hazards);
  }

  /**
   * Turns all off for good. What is woven for them stays and sees nothing; whoever goes on without
   * the agent takes all that is woven out at once.
   */
  public synchronized void stop() {
    chosen = EnumSet.noneOf(Hazard.class);
    MutationHook.stopObserving();
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
              new MutatedKey(stacks, handover));
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
    handover.drain(sighting -> log.add(sighting, clock.instant()));
    if (watchesMutations(chosen)) {
      budget.tick(nowNanos);
    }
    if (nowNanos - lastSecond < SECOND_NANOS) {
      return;
    }
    lastSecond = nowNanos;
    stacks.refill();
    if (misses != null) {
      misses.refill();
    }
    if (++seconds % SWEEP_SECONDS == 0) {
      MutationHook.forgetShared();
      concurrentRemoval.sweep();
    }
  }

  /** What was found so far. */
  public synchronized FindingsSnapshot findings() {
    handover.drain(sighting -> log.add(sighting, clock.instant()));
    return log.snapshot();
  }

  /** Sightings that became no finding, by reason, since start. */
  public Map<String, Long> dropped() {
    return Map.of(
        "finding_handover_full", handover.dropped(),
        "finding_log_full", log.overflow(),
        "finding_stack_refused", concurrentRemoval.withoutStack());
  }

  /** Whether one of these needs mutating operations woven. */
  public static boolean watchesMutations(Set<Hazard> hazards) {
    return hazards.contains(Hazard.CONCURRENT_REMOVAL);
  }
}
