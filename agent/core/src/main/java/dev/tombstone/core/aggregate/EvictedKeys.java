package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.framework.Evictions;
import dev.tombstone.core.intake.KeyTypes;
import dev.tombstone.core.query.HotKeyQuery;
import dev.tombstone.core.query.HotKeyQuery.Question;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys that leave caches, of the windows. For one thread at a time. */
final class EvictedKeys implements Evictions {
  private static final int KEYS = 5;
  private static final int SITES = 1_000;

  private final Aggregation aggregation;

  /** Deletions by class and operation, as sketches number them, when last asked. */
  private final Map<Integer, Long> known = new HashMap<>();

  EvictedKeys(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  @Override
  public List<Evicted> sinceLast(List<Operation> operations, long atLeast) {
    List<Evicted> all = new ArrayList<>();
    List<SitesSnapshot.Site> sites = null;
    for (MapCounters counters : CounterTable.all()) {
      boolean cache = counters.removed(Operation.EVICT.ordinal()) > 0;
      for (Operation operation : operations) {
        List<EvictedKey> keys =
            cache && hasMore(counters, operation)
                ? keys(counters.mapClass(), operation, atLeast)
                : List.of();
        if (!keys.isEmpty()) {
          // Asked for once, whatever the number of classes, and only if there is something to say.
          sites = sites == null ? sites() : sites;
          all.add(
              new Evicted(
                  counters.mapClass(),
                  operation,
                  keys,
                  stack(sites, counters.mapClass(), operation)));
        }
      }
    }
    return all;
  }

  private boolean hasMore(MapCounters counters, Operation operation) {
    long now = counters.removed(operation.ordinal());
    Long before = known.put(HotKeyQuery.category(counters.index(), operation.ordinal()), now);
    return now > 0 && (before == null || before != now);
  }

  private List<EvictedKey> keys(String mapClass, Operation operation, long atLeast) {
    Question question =
        new Question(Window.MINUTE, KEYS, EncodableText.of(mapClass), operation.id(), Code.ALL);
    return aggregation.hotKeys(question).keys().stream()
        // All other keys are told apart by their hash alone.
        .filter(key -> KeyTypes.isHarmlessClass(key.keyClass()))
        .filter(key -> key.lower() >= atLeast && key.missRatio() == 0)
        .map(key -> new EvictedKey(key.key(), key.keyClass(), key.estimate(), key.lower()))
        .toList();
  }

  private List<SitesSnapshot.Site> sites() {
    return aggregation.sites(Window.MINUTE, SITES, Code.ALL).sites();
  }

  private static List<String> stack(
      List<SitesSnapshot.Site> sites, String mapClass, Operation operation) {
    return sites.stream()
        .filter(site -> site.map().equals(mapClass) && site.op().equals(operation.id()))
        .findFirst()
        .map(SitesSnapshot.Site::stack)
        .orElse(List.of());
  }
}
