package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.SiteCounts.Counts;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines that remove again and again from maps that hold something, and have never hit: {@value
 * #CALLS} calls at least, and no hit among the recorded ones. True, and for the user to judge.
 *
 * <p>On a miss the site and the size of the map are handed over, with a budget of stacks of its
 * own; how often the site was called, and hit, is known from the sampled deletions.
 */
final class HopelessSites implements MissJudge {
  private static final int CALLS = 1_000;

  /** Fewer recorded ones say too little of the others. */
  private static final int RECORDED = 30;

  private static final int MOST = 1_024;

  private final WatcherStack stacks = new WatcherStack();
  private final HandoffQueue handoff;
  private final SiteCounts sites;

  /** When each site was first seen, and how large its map was; under {@link Detection}'s lock. */
  private final Map<String, First> first = new HashMap<>();

  private record First(long nanos, long size) {}

  HopelessSites(HandoffQueue handoff, SiteCounts sites) {
    this.handoff = handoff;
    this.sites = sites;
  }

  @Override
  public void judge(MissAudit audit) {
    if (audit.entries > 0 && stacks.allowed()) {
      handoff.offer(new Seen(audit, stacks.take()));
    }
  }

  @Override
  public void everySecond() {
    stacks.refill();
  }

  @Override
  public void warmUp(MissAudit audit) {
    describe(new Seen(audit, stacks.take()));
  }

  private @Nullable Occurrence describe(Seen seen) {
    StackFrame frame = WatcherStack.applicationFrame(seen.stack);
    if (frame == null) {
      return null;
    }
    String text = FrameText.of(frame);
    String mapClass = seen.mapClass.getName();
    Counts counts = sites.of(text, mapClass, seen.operation);
    String place = seen.operation + " " + seen.identity + " " + mapClass + " " + text;
    First now = new First(seen.nanos, seen.size);
    First before = first.getOrDefault(place, now);
    if (first.size() < MOST) {
      first.putIfAbsent(place, now);
    }
    if (counts == null
        || counts.calls() < CALLS
        || counts.recorded() < RECORDED
        || counts.hits() > 0) {
      return null;
    }
    return occurrence(seen, before, counts);
  }

  private static Occurrence occurrence(Seen now, First before, Counts counts) {
    double seconds = (now.nanos - before.nanos) / 1e9;
    double growth = seconds < 1 ? 0 : (now.size - before.size) / seconds;
    double wasted = counts.calls() * counts.meanNanos() / 1e9;
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("calls", counts.calls());
    evidence.put("recorded", counts.recorded());
    evidence.put("hits", 0);
    evidence.put("secondsSpent", wasted);
    evidence.put("entriesInTheMap", now.size);
    evidence.put("entriesMorePerSecond", growth);
    return new Occurrence(
        NeverHitsDetector.HAZARD,
        Grade.OBSERVED,
        now.mapClass.getName(),
        String.format(
            Locale.ROOT,
            "about %d removals here, none of the %d recorded found anything, though the map holds"
                + " entries (%d; %.1f more a second); they took %.3f s",
            counts.calls(),
            counts.recorded(),
            now.size,
            growth,
            wasted),
        List.of(new Participant(now.thread, WatcherStack.describe(now.stack))),
        evidence);
  }

  private final class Seen implements Occurrence.Raw {
    private final Class<?> mapClass;
    private final int identity;
    private final int operation;
    private final long size;
    private final long nanos = System.nanoTime();
    private final String thread = Thread.currentThread().getName();
    private final StackFrame[] stack;

    Seen(MissAudit audit, StackFrame[] stack) {
      mapClass = audit.miss.mapClass();
      identity = System.identityHashCode(audit.miss.map());
      operation = audit.miss.operation();
      size = MapInternals.size(audit.miss.map());
      this.stack = stack;
    }

    @Override
    public @Nullable Occurrence describe() {
      return HopelessSites.this.describe(this);
    }
  }
}
