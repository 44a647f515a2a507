package dev.tombstone.core.detect.overlap;

import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.hook.watch.MutationObserver;
import dev.tombstone.model.finding.Hazard;
import org.jspecify.annotations.Nullable;

/**
 * Watches operations on thread-unsafe maps for overlaps, as many of them as {@link WatchBudget}
 * allows. Detectors that must know whether other threads change a map need it as well.
 */
public final class OverlapWatch implements Watch {
  /** How long the same share of the maps is watched. */
  public static final int TURN_MILLIS = WatchBudget.TURN_MILLIS;

  private static final long TENTH_NANOS = 100_000_000L;
  private static final int TENTHS = 10;

  private final @Nullable DelayInjection stall;
  private final ConcurrentRemoval overlaps;
  private final WatchBudget budget;
  private long lastTenth;

  private OverlapWatch(Tools tools) {
    stall = tools.options().stalls() ? new DelayInjection() : null;
    overlaps = new ConcurrentRemoval(tools.stacks(), tools.handoff(), stall);
    budget = new WatchBudget(tools.options().mapsShift(), new WatchedMaps());
  }

  /** The one of this run. */
  public static OverlapWatch of(Tools tools) {
    return tools.shared(OverlapWatch.class, () -> new OverlapWatch(tools));
  }

  /** Reports a removal that overlaps with a resize as this hazard as well, from now on. */
  public void reportResizesAs(Hazard hazard) {
    overlaps.reportResizesAs(hazard);
  }

  /** What the operations are shown to. */
  public MutationObserver observer() {
    return overlaps;
  }

  /** This thread begins to resize the table of the map, or is done with it. */
  public void resizing(Object map, boolean begins) {
    overlaps.resizing(map, begins);
  }

  @Override
  public void warmUp() {
    overlaps.warmUp();
    if (stall != null) {
      stall.warmUp();
    }
  }

  @Override
  public void start(long nowNanos) {
    MutationHook.observe(overlaps);
    budget.begin(nowNanos);
  }

  @Override
  public void stop() {
    MutationHook.stopObserving();
  }

  @Override
  public void tick(long nowNanos) {
    budget.tick(nowNanos);
    if (stall != null) {
      stall.refill(nowNanos);
    }
    long tenths = (nowNanos - lastTenth) / TENTH_NANOS;
    if (tenths > 0) {
      lastTenth = nowNanos;
      overlaps.refill((int) Math.min(tenths, TENTHS));
    }
  }

  @Override
  public void sweep() {
    MutationHook.forgetShared();
    overlaps.sweep();
  }

  @Override
  public long withoutStack() {
    return overlaps.withoutStack();
  }
}
