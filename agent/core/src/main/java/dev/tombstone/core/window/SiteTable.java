package dev.tombstone.core.window;

import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.intake.Callers;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.window.StackTable.Stack;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.Latency;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The call sites seen: numbered in order of first appearance, at most {@value #MAX_SITES}. A site
 * is the frame whose code uses the map, with the map's class and the operation; past the bound
 * deletions go without a site and are counted.
 */
public final class SiteTable {
  static final int MAX_SITES = 1_024;

  /** Longest duration told apart, nanoseconds: ten seconds. */
  private static final long MAX_NANOS = 10_000_000_000L;

  /** One site. */
  public static final class Site {
    /** Its number, from 0. */
    public final int index;

    /** The frame whose code uses the map, as {@code FrameText} has it. */
    public final String frame;

    /** Whose code that is. */
    public final Code code;

    /** Number of the map class. */
    public final int map;

    /** Code of the operation. */
    public final int operation;

    /** The first stack seen. */
    public final List<String> stack;

    private final Trend trend = new Trend();

    /** To a sixteenth: there may be many sites. */
    private final GrowingHistogram latencies = new GrowingHistogram(1, MAX_NANOS);

    private final CallCounts calls = new CallCounts();
    private long timedNanos;

    Site(int index, String frame, Code code, int map, int operation, List<String> stack) {
      this.index = index;
      this.frame = frame;
      this.code = code;
      this.map = map;
      this.operation = operation;
      this.stack = stack;
    }

    /** A call took so long. */
    public void record(long nanos) {
      latencies.record(nanos);
      timedNanos += nanos;
    }

    private double meanNanos() {
      long timed = latencies.values().getTotalCount();
      return timed == 0 ? 0 : (double) timedNanos / timed;
    }

    /** Deletions in each of the last intervals, oldest first. */
    public List<Long> trend(long nowMillis) {
      return trend.weights(nowMillis);
    }

    /** How long its calls took. */
    public Latency latency() {
      return latencyOf(latencies.values());
    }
  }

  private final FilterConfig filter;

  /** By the stack of the first frame alone. */
  private final Map<Stack, Site> byKey = new HashMap<>();

  private final List<Site> sites = new ArrayList<>();
  private final CallerTable callers = new CallerTable();
  private long overflow;

  /** A table without sites; {@code filter}: whose calls are recorded. */
  public SiteTable(FilterConfig filter) {
    this.filter = filter;
  }

  /** The site of this stack, or null if the table is full. */
  public @Nullable Site of(StackFrame[] stack, Code code, int map, int operation) {
    String frame = stack.length == 0 ? "unknown" : FrameText.of(stack[0]);
    Stack key = new Stack(List.of(frame), code, map, operation);
    Site site = byKey.get(key);
    if (site == null) {
      if (sites.size() == MAX_SITES) {
        overflow++;
        return null;
      }
      List<String> frames = Arrays.stream(stack).map(FrameText::of).toList();
      site = new Site(sites.size(), frame, code, map, operation, frames);
      // First the list, for which memory may be missing: what is found has its number in it.
      sites.add(site);
      byKey.put(key, site);
    }
    return site;
  }

  /** Whether the user wants detail of what this code deletes, or has the JDK delete. */
  public boolean allows(StackFrame[] stack) {
    for (StackFrame frame : stack) {
      if (!JdkFrames.isJdk(frame)) {
        return filter.allowsSite(frame.getClassName());
      }
    }
    return false;
  }

  /** A recorded call of a site. */
  public void count(Site site, RemovalEvent event, StackFrame[] stack, long nowMillis) {
    long weight = event.stackWeight();
    count(site, stack, event.keyClass(), weight, event.entries() > 0);
    site.trend.add(nowMillis, weight * Math.max(1, event.entries()));
    if (event.durationNanos() >= 0) {
      site.record(event.durationNanos());
    }
  }

  /**
   * A recorded call of a site that stands for this many.
   *
   * @param argument name of the argument's class, empty where there is none
   */
  public void count(Site site, StackFrame[] stack, String argument, long weight, boolean hit) {
    site.calls.add(weight, hit);
    if (!argument.isEmpty() && stack.length > 0) {
      callers.add(site.index, argument, Callers.of(stack, 0), weight, hit);
    }
  }

  /** As {@link SiteCounts#of}. */
  public SiteCounts.@Nullable Counts counts(SiteCounts.Call call) {
    MapCounters[] classes = CounterTable.all();
    for (int map = 0; map < classes.length; map++) {
      if (classes[map].mapClass().equals(call.mapClass())) {
        Site site =
            byKey.get(new Stack(List.of(call.frame()), Code.APPLICATION, map, call.operation()));
        return site == null ? null : countsOf(site, call);
      }
    }
    return null;
  }

  private SiteCounts.Counts countsOf(Site site, SiteCounts.Call call) {
    CallCounts known = callers.of(site.index, call.argument(), call.callers());
    return known == null
        ? site.calls.counts(site.meanNanos(), true, site.code)
        : known.counts(site.meanNanos(), false, site.code);
  }

  /** All sites, by their number. */
  public List<Site> sites() {
    return sites;
  }

  /** Deletions that found the table full. */
  public long overflow() {
    return overflow;
  }

  /** Bytes of the table, about. */
  public long bytes() {
    long bytes = callers.bytes();
    for (Site site : sites) {
      bytes += site.latencies.bytes() + 256 + 8L * Trend.INTERVALS;
    }
    return bytes;
  }

  static Latency latencyOf(Histogram histogram) {
    return new Latency(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }
}
