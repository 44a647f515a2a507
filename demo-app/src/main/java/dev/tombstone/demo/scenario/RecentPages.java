package dev.tombstone.demo.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rendered pages of the catalogue, of which the last ones asked for are kept. Customers leaf
 * through the catalogue from its first page to its last.
 *
 * <p>Broken: the cache holds fewer pages than the catalogue has. Each page is evicted just before
 * it is asked for again, and is rendered each time. Fixed: it holds them all.
 */
final class RecentPages {
  private static final int PAGES = 40;

  private final Map<Integer, String> cache;
  private int next;

  private RecentPages(int capacity) {
    cache =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > capacity;
          }
        };
  }

  static RecentPages broken() {
    return new RecentPages(PAGES - 8);
  }

  static RecentPages fixed() {
    return new RecentPages(PAGES + 8);
  }

  List<Worker> workers() {
    return List.of(new Worker("customer", () -> show(next++ % PAGES)));
  }

  String show(int page) {
    return cache.computeIfAbsent(page, number -> "<h1>Page " + number + "</h1>");
  }

  int cached() {
    return cache.size();
  }
}
