package dev.tombstone.demo.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * How many of each product there are. An import fills the table anew every so often; meanwhile
 * customers buy, and a product that is sold out is taken out.
 *
 * <p>Broken: a {@code HashMap} of the default size, which is moved to a larger table again and
 * again as it fills; what is removed during a move may stay or take others with it. Fixed: a {@code
 * ConcurrentHashMap} that has its size from the start, so that nothing is moved.
 */
final class StockImport {
  private static final int PRODUCTS = 100_000;
  private static final int PER_ROUND = 100;

  private final Supplier<Map<Long, Integer>> table;
  private volatile Map<Long, Integer> stock = Map.of();

  private StockImport(Supplier<Map<Long, Integer>> table) {
    this.table = table;
  }

  static StockImport broken() {
    return new StockImport(HashMap::new);
  }

  static StockImport fixed() {
    return new StockImport(() -> new ConcurrentHashMap<>(2 * PRODUCTS));
  }

  List<Worker> workers() {
    return List.of(new Worker("import", this::importAll), new Worker("checkout", this::sell));
  }

  private void importAll() {
    Map<Long, Integer> fresh = table.get();
    stock = fresh;
    for (long product = 0; product < PRODUCTS; product++) {
      fresh.put(product, 10);
    }
  }

  private void sell() {
    Map<Long, Integer> now = stock;
    if (now.isEmpty()) {
      return;
    }
    for (int i = 0; i < PER_ROUND; i++) {
      now.remove(ThreadLocalRandom.current().nextLong(PRODUCTS));
    }
  }
}
