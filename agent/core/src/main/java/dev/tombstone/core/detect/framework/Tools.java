package dev.tombstone.core.detect.framework;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What the watches of one run of the agent are made from. For one thread at a time. */
public final class Tools {
  /**
   * How detectors go about it.
   *
   * @param mapsShift which share of the maps is watched at a time, as a power of two; empty: adapts
   * @param stalls whether operations on maps that several threads change are held back now and then
   * @param logged whether each finding is logged when first seen
   * @param hashesShown whether findings may hold hash codes of keys
   */
  public record Options(
      OptionalInt mapsShift, boolean stalls, boolean logged, boolean hashesShown) {}

  private final HandoffQueue handoff;
  private final WatcherStack stacks = new WatcherStack();
  private final Map<Class<?>, Watch> shared = new HashMap<>();
  private final CallSites callSites;
  private final SiteCounts siteCounts;
  private final Evictions evictions;
  private final ReturningKeys returningKeys;
  private final ClosingClasses closingClasses;
  private final Options options;

  /** Tools that see no class of the application. */
  public Tools(
      CallSites callSites,
      SiteCounts siteCounts,
      Evictions evictions,
      ReturningKeys returningKeys,
      Options options) {
    this(callSites, siteCounts, evictions, returningKeys, ClosingClasses.NONE, options);
  }

  /**
   * Tools that nothing was made from yet.
   *
   * @param callSites what the application's bytecode says
   * @param siteCounts what is known of call sites
   * @param evictions what is known of evicted keys
   * @param returningKeys what is known of keys that come back
   * @param closingClasses has classes of the application tell of their objects
   */
  public Tools(
      CallSites callSites,
      SiteCounts siteCounts,
      Evictions evictions,
      ReturningKeys returningKeys,
      ClosingClasses closingClasses,
      Options options) {
    this.closingClasses = closingClasses;
    this.callSites = callSites;
    handoff = new HandoffQueue(callSites);
    this.siteCounts = siteCounts;
    this.evictions = evictions;
    this.returningKeys = returningKeys;
    this.options = options;
  }

  /** The one watch of this class; made when first asked for. */
  public <W extends Watch> W shared(Class<W> type, Supplier<W> made) {
    Watch known = shared.get(type);
    if (known == null) {
      known = made.get();
      shared.put(type, known);
    }
    return type.cast(known);
  }

  /** Goes through all of it once, so that nothing is linked on an application's thread. */
  void warmUp() {
    stacks.warmUp();
    handoff.warmUp();
  }

  /** Where sightings go. */
  public HandoffQueue handoff() {
    return handoff;
  }

  /** Stacks of sightings; their number in a second is bounded for all detectors together. */
  public WatcherStack stacks() {
    return stacks;
  }

  /** What the application's bytecode says of calls. */
  public CallSites callSites() {
    return callSites;
  }

  /** What is known of call sites from the sampled deletions. */
  public SiteCounts siteCounts() {
    return siteCounts;
  }

  /** What is known of evicted keys from the sampled deletions. */
  public Evictions evictions() {
    return evictions;
  }

  /** What is known of keys that come back, from the sampled deletions. */
  public ReturningKeys returningKeys() {
    return returningKeys;
  }

  /** What has classes of the application tell of their objects. */
  public ClosingClasses closingClasses() {
    return closingClasses;
  }

  /** How to go about it. */
  public Options options() {
    return options;
  }
}
