package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.SiteCounts.Call;
import dev.tombstone.core.detect.framework.SiteCounts.Counts;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.Callers;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines that remove again and again from maps that hold something, and have never hit with such an
 * argument and from such a caller: {@value #CALLS} calls at least; or, of a slow service, {@value
 * #GROWING_SECONDS} seconds in which the map got an entry more for every second call at least; of a
 * library's line always so. No hit may be among the {@value #RECORDED} recorded calls at least.
 * True, and for the user to judge.
 *
 * <p>On some misses the site and the size of the map are handed over; how often the site was
 * called, and hit, is known from the sampled deletions.
 */
final class HopelessSites implements MissJudge {
  private static final int CALLS = 1_000;
  static final int GROWING_SECONDS = 60;

  /** Fewer recorded ones say too little of the others. */
  private static final int RECORDED = 30;

  private static final int MOST = 1_024;

  private final WatcherStack stacks;
  private final DrawnRate drawn;
  private final HandoffQueue handoff;
  private final SiteCounts sites;
  private final ExplainedCalls explained;
  private final LongSupplier nanoTime;

  /**
   * What each site was first seen with, by the map that it removed from: those seen last, for maps
   * may be many and short-lived. Under {@link Detection}'s lock.
   */
  private final Map<String, First> first =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, First> eldest) {
          return size() > MOST;
        }
      };

  private record First(long nanos, long size, long calls) {}

  HopelessSites(
      WatcherStack stacks,
      DrawnRate drawn,
      HandoffQueue handoff,
      SiteCounts sites,
      ExplainedCalls explained,
      LongSupplier nanoTime) {
    this.explained = explained;
    this.nanoTime = nanoTime;
    this.stacks = stacks;
    this.drawn = drawn;
    this.handoff = handoff;
    this.sites = sites;
  }

  @Override
  public void judge(MissAudit audit) {
    if (audit.entries > 0 && audit.isDrawn(drawn)) {
      handoff.offer(new Seen(audit, audit.stack(stacks)));
    }
  }

  @Override
  public void everySecond() {
    drawn.everySecond();
  }

  @Override
  public void warmUp(MissAudit audit) {
    describe(new Seen(audit, audit.stack(stacks)));
  }

  private @Nullable Occurrence describe(Seen seen) {
    int site = JdkFrames.userIndex(seen.stack);
    if (site < 0 || JdkFrames.isJdk(seen.stack[site])) {
      // What the JDK's own work does not find says nothing of the application.
      return null;
    }
    String frame = FrameText.of(seen.stack[site]);
    Callers callers = Callers.of(seen.stack, site);
    String mapClass = seen.mapClass.getName();
    Call call = new Call(frame, mapClass, seen.operation, seen.keyClass, callers);
    Counts counts = sites.of(call);
    if (counts == null || explained.contains(call)) {
      return null;
    }
    String place =
        seen.operation
            + (" " + seen.identity + " " + mapClass + " " + seen.keyClass + " " + frame)
            + (" " + callers.nearest() + " " + callers.outside());
    First now = new First(seen.nanos, seen.size, counts.calls());
    First known = first.putIfAbsent(place, now);
    First before = known == null ? now : known;
    if (counts.recorded() < RECORDED || counts.hits() > 0) {
      return null;
    }
    // A library that removes to be sure does so for all who use it.
    boolean oftenEnough = counts.code() == Code.APPLICATION && counts.calls() >= CALLS;
    return oftenEnough || isGrowing(before, now) ? occurrence(seen, before, counts, callers) : null;
  }

  /** Whether about every second call at least has left an entry more. */
  private static boolean isGrowing(First before, First now) {
    long calls = now.calls - before.calls;
    return now.nanos - before.nanos >= GROWING_SECONDS * 1_000_000_000L
        && calls > 0
        && now.size - before.size >= Math.max(RECORDED / 2, calls / 2);
  }

  private static Occurrence occurrence(Seen now, First before, Counts counts, Callers callers) {
    double seconds = (now.nanos - before.nanos) / 1e9;
    double growth = Math.max(0, now.size - before.size) / Math.max(1, seconds);
    boolean grows = seconds >= GROWING_SECONDS && growth >= 0.05;
    double spent = counts.calls() * counts.meanNanos() / 1e9;
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("why", "no-hit");
    evidence.put("operation", Operation.ofCode(now.operation).id());
    if (!now.keyClass.isEmpty()) {
      evidence.put("argumentClass", WordsOfMisses.name(now.keyType));
    }
    String caller = counts.ofTheLine() ? null : callers.named();
    if (caller != null) {
      evidence.put("calledFrom", caller);
    }
    evidence.put("calls", counts.calls());
    evidence.put("recorded", counts.recorded());
    evidence.put("hits", 0);
    evidence.put("secondsSpent", spent);
    evidence.put("entriesInTheMap", now.size);
    if (grows) {
      evidence.put("entriesMorePerSecond", growth);
    }
    return new Occurrence(
        NeverHitsDetector.HAZARD,
        Grade.OBSERVED,
        now.mapClass.getName(),
        String.format(
            Locale.ROOT,
            "about %d removals%s here found nothing, as far as recorded (%d), though the map holds"
                + " entries (%d%s)%s",
            counts.calls(),
            now.keyClass.isEmpty() ? "" : " by a " + WordsOfMisses.name(now.keyType),
            counts.recorded(),
            now.size,
            grows ? String.format(Locale.ROOT, "; %.1f more a second", growth) : "",
            spent < 0.01 ? "" : String.format(Locale.ROOT, "; they took about %.2f s", spent)),
        List.of(new Participant(now.thread, WatcherStack.describe(now.stack))),
        evidence,
        new Occurrence.Fact(
            "no-hit " + now.keyClass, callers.nearest() + " " + callers.outside(), 0));
  }

  private final class Seen implements Occurrence.Raw {
    private final Class<?> mapClass;
    private final String keyClass;
    private final @Nullable Class<?> keyType;
    private final int identity;
    private final int operation;
    private final long size;
    private final long nanos;
    private final String thread = Thread.currentThread().getName();
    private final StackFrame[] stack;

    Seen(MissAudit audit, StackFrame[] stack) {
      nanos = nanoTime.getAsLong();
      mapClass = audit.miss.mapClass();
      Object key = audit.miss.key();
      keyType = key == null ? null : key.getClass();
      keyClass = key == null ? "" : key.getClass().getName();
      identity = System.identityHashCode(audit.miss.map());
      operation = audit.miss.operation();
      long known = MapInternals.size(audit.miss.map());
      size = known < 0 ? audit.entries : known;
      this.stack = stack;
    }

    @Override
    public @Nullable Occurrence describe() {
      return HopelessSites.this.describe(this);
    }

    @Override
    public List<StackFrame[]> mapUses() {
      return List.<StackFrame[]>of(stack);
    }
  }
}
