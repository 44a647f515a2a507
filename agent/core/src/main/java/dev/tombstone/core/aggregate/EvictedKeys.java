package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.framework.Evictions;
import dev.tombstone.core.intake.KeyTypes;
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

/** The keys that maps evict, of the windows. For one thread at a time. */
final class EvictedKeys implements Evictions {
  private static final int KEYS = 5;
  private static final int SITES = 1_000;
  private static final Operation EVICT = Operation.EVICT;

  private final Aggregation aggregation;

  /** Evictions by number of the class, when last asked. */
  private final Map<Integer, Long> known = new HashMap<>();

  EvictedKeys(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  @Override
  public List<Evicted> sinceLast() {
    List<Evicted> all = new ArrayList<>();
    for (MapCounters counters : CounterTable.all()) {
      long now = counters.removed(EVICT.ordinal());
      Long before = known.put(counters.index(), now);
      if (now > 0 && (before == null || before != now)) {
        all.add(ofClass(counters.mapClass()));
      }
    }
    return all;
  }

  private Evicted ofClass(String mapClass) {
    String shown = EncodableText.of(mapClass);
    Question question = new Question(Window.MINUTE, KEYS, shown, EVICT.id(), Code.ALL);
    List<EvictedKey> keys =
        aggregation.hotKeys(question).keys().stream()
            // All other keys are told apart by their hash alone.
            .filter(key -> KeyTypes.isHarmlessClass(key.keyClass()))
            .map(key -> new EvictedKey(key.key(), key.keyClass(), key.estimate(), key.lower()))
            .toList();
    List<String> stack =
        aggregation.sites(Window.MINUTE, SITES, Code.ALL).sites().stream()
            .filter(site -> site.map().equals(mapClass) && site.op().equals(EVICT.id()))
            .findFirst()
            .map(SitesSnapshot.Site::stack)
            .orElse(List.of());
    return new Evicted(mapClass, keys, stack);
  }
}
