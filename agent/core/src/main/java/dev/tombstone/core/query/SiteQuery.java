package dev.tombstone.core.query;

import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.core.window.SiteTable;
import dev.tombstone.core.window.StackTable;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.core.window.Trend;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the panes of a window by call site. */
public final class SiteQuery {
  private record Sum(SiteTable.Site site, long weight, long misses) {}

  private SiteQuery() {}

  /** The call sites of a window that are such code, at most {@code k} of them. */
  public static SitesSnapshot answer(
      Window window,
      Set<Code> wanted,
      PaneRing.Content content,
      Stretch stretch,
      long nowMillis,
      int k,
      List<SiteTable.Site> sites,
      List<StackTable.Stack> stacks) {
    List<Pane> panes = content.panes();
    long deletions = 0;
    int shift = 0;
    for (Pane pane : panes) {
      deletions += pane.deletions();
      shift = Math.max(shift, pane.maxStackShift());
    }
    Map<String, Long> byCode = new LinkedHashMap<>();
    for (Code code : Code.values()) {
      byCode.put(code.id(), 0L);
    }
    List<Sum> sums = new ArrayList<>();
    for (SiteTable.Site site : sites) {
      long weight = 0;
      long misses = 0;
      for (Pane pane : panes) {
        weight += pane.sites().weight(site.index);
        misses += pane.sites().misses(site.index);
      }
      byCode.merge(site.code.id(), weight, Long::sum);
      if (weight > 0 && wanted.contains(site.code)) {
        sums.add(new Sum(site, weight, misses));
      }
    }
    sums.sort(
        Comparator.comparingLong(Sum::weight).reversed().thenComparing(sum -> sum.site().frame));
    MapCounters[] classes = CounterTable.all();
    CommonStacks common = CommonStacks.of(stacks, panes);
    List<SitesSnapshot.Site> rows = new ArrayList<>();
    for (Sum sum : sums.subList(0, Math.min(k, sums.size()))) {
      rows.add(
          new SitesSnapshot.Site(
              rows.size() + 1,
              sum.site().frame,
              sum.site().code.id(),
              classes[sum.site().map].mapClass(),
              Operation.ofCode(sum.site().operation).id(),
              sum.weight(),
              deletions == 0 ? 0 : Math.min(1, (double) sum.weight() / deletions),
              (double) sum.misses() / sum.weight(),
              sum.site().latency(),
              common.of(sum.site()),
              sum.site().trend(nowMillis)));
    }
    return new SitesSnapshot(
        window.id(),
        stretch.start(),
        stretch.end(),
        1.0 / (1L << shift),
        deletions,
        Code.ids(wanted),
        byCode,
        Trend.INTERVAL_SECONDS,
        List.copyOf(rows));
  }
}
