package dev.tombstone.demo.scenario;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What visitors have looked at, for as long as there is somebody who has the visit: a weak map.
 *
 * <p>Broken: the history refers to its visit, and the map holds the history. No visit is ever let
 * go of. Fixed: the history holds its visit weakly.
 */
final class VisitHistories {
  private final Map<Visit, History> histories = Collections.synchronizedMap(new WeakHashMap<>());
  private final Function<Visit, History> made;

  private VisitHistories(Function<Visit, History> made) {
    this.made = made;
  }

  static VisitHistories broken() {
    return new VisitHistories(History::of);
  }

  static VisitHistories fixed() {
    return new VisitHistories(History::weakly);
  }

  List<Worker> workers() {
    return List.of(new Worker("visitor", this::visit));
  }

  /** A visit that is over when this returns; answers what was looked at. */
  String visit() {
    Visit visit = new Visit("front page");
    return histories.computeIfAbsent(visit, made).lookedAt();
  }

  int known() {
    return histories.size();
  }

  private static final class Visit {
    private final String page;

    Visit(String page) {
      this.page = page;
    }
  }

  private static final class History {
    private final Supplier<Visit> visit;

    private History(Supplier<Visit> visit) {
      this.visit = visit;
    }

    static History of(Visit visit) {
      return new History(() -> visit);
    }

    static History weakly(Visit visit) {
      return new History(new WeakReference<>(visit)::get);
    }

    String lookedAt() {
      Visit present = visit.get();
      return present == null ? "" : present.page;
    }
  }
}
