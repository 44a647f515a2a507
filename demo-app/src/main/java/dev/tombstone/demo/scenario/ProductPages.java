package dev.tombstone.demo.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Rendered product pages, cached by the number of the product, and evicted when an editor saves it:
 * {@code PUT /products/4711}. One thread does it all.
 *
 * <p>Broken: the page is evicted by the text from the address. A {@code String} equals no {@code
 * Long}, nothing is ever evicted, and customers see the old page. Fixed: by the number.
 */
final class ProductPages {
  private static final int PRODUCTS = 200;
  private static final int PER_ROUND = 50;

  private final Map<Long, String> pages = new HashMap<>();
  private final boolean evictsByText;

  private ProductPages(boolean evictsByText) {
    this.evictsByText = evictsByText;
  }

  static ProductPages broken() {
    return new ProductPages(true);
  }

  static ProductPages fixed() {
    return new ProductPages(false);
  }

  List<Worker> workers() {
    return List.of(new Worker("editor", this::round));
  }

  private void round() {
    for (int i = 0; i < PER_ROUND; i++) {
      long product = ThreadLocalRandom.current().nextLong(PRODUCTS);
      show(product);
      saved("/products/" + product);
    }
  }

  String show(long product) {
    return pages.computeIfAbsent(product, number -> "<h1>Product " + number + "</h1>");
  }

  /** An editor has saved the product at this address. */
  void saved(String address) {
    String product = address.substring(address.lastIndexOf('/') + 1);
    if (evictsByText) {
      evict(product);
    } else {
      evict(Long.valueOf(product));
    }
  }

  /** As the interfaces of caches have it: any object will do. */
  private void evict(Object key) {
    pages.remove(key);
  }

  int cached() {
    return pages.size();
  }
}
