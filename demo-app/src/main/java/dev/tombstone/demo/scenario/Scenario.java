package dev.tombstone.demo.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every scenario, by the id of the hazard that it shows. */
public enum Scenario {
  /** See {@link Logins}. */
  CONCURRENT_REMOVAL(
      "concurrent-removal",
      "logins and logouts of several request threads in one HashMap; fixed: a ConcurrentHashMap",
      () -> Logins.broken().workers(),
      () -> Logins.fixed().workers()),
  /** See {@link AbandonedCarts}. */
  REMOVAL_WHILE_ITERATING(
      "removal-while-iterating",
      "a loop over the carts removes the abandoned ones from the map; fixed: removeIf",
      () -> AbandonedCarts.broken().workers(),
      () -> AbandonedCarts.fixed().workers()),
  /** See {@link StockImport}. */
  REMOVAL_DURING_RESIZE(
      "removal-during-resize",
      "products sell out while an import fills the HashMap; fixed: a sized ConcurrentHashMap",
      () -> StockImport.broken().workers(),
      () -> StockImport.fixed().workers()),
  /** See {@link ProductPages}. */
  NEVER_HITS(
      "never-hits",
      "pages are cached by a Long and evicted by the text from the address; fixed: by a Long",
      () -> ProductPages.broken().workers(),
      () -> ProductPages.fixed().workers()),
  /** See {@link UnpaidOrders}. */
  MUTATED_KEY(
      "mutated-key",
      "an order is marked as paid and then taken out of the set of unpaid ones; fixed: before",
      () -> UnpaidOrders.broken().workers(),
      () -> UnpaidOrders.fixed().workers()),
  /** See {@link ShippingQuotes}. */
  BLOCKED_REMOVAL(
      "blocked-removal",
      "answered quotes take themselves out of the map while it computes them; fixed: afterwards",
      () -> ShippingQuotes.broken().workers(),
      () -> ShippingQuotes.fixed().workers()),
  /** See {@link RecentPages}. */
  CACHE_THRASHING(
      "cache-thrashing",
      "customers leaf through more pages than the cache holds; fixed: it holds them all",
      () -> RecentPages.broken().workers(),
      () -> RecentPages.fixed().workers()),
  /** See {@link DeliverySlots}. */
  POOR_HASH(
      "poor-hash",
      "delivery slots of one hash for each day and hour's sum; fixed: the hash of the record",
      () -> DeliverySlots.broken().workers(),
      () -> DeliverySlots.fixed().workers()),
  /** See {@link VisitHistories}. */
  RETAINED_AFTER_REMOVAL(
      "retained-after-removal",
      "a weak map of visits has histories that refer to their visits; fixed: they hold them weakly",
      () -> VisitHistories.broken().workers(),
      () -> VisitHistories.fixed().workers()),
  /** See {@link Reservations}. */
  CHECK_THEN_REMOVE(
      "check-then-remove",
      "a reservation is seen to have run out, and a fresh one goes; fixed: remove(key, value)",
      () -> Reservations.broken().workers(),
      () -> Reservations.fixed().workers()),
  /** See {@link WithdrawnOffers}. */
  CONDITIONAL_CLEAR(
      "conditional-clear",
      "withdrawn offers are taken out of a set by removeAll(list); fixed: list.forEach(set::remove)",
      () -> WithdrawnOffers.broken().workers(),
      () -> WithdrawnOffers.fixed().workers()),
  /** See {@link SupplierLinks}. */
  UNCLOSED_AFTER_REMOVAL(
      "unclosed-after-removal",
      "links to suppliers are evicted and stay open; fixed: a map that closes what leaves it",
      () -> SupplierLinks.broken().workers(),
      () -> SupplierLinks.fixed().workers());

  private final String id;
  private final String summary;
  private final Supplier<List<Worker>> broken;
  private final Supplier<List<Worker>> fixed;

  Scenario(String id, String summary, Supplier<List<Worker>> broken, Supplier<List<Worker>> fixed) {
    this.id = id;
    this.summary = summary;
    this.broken = broken;
    this.fixed = fixed;
  }

  /** The id of the hazard. */
  public String id() {
    return id;
  }

  List<Worker> workers(boolean corrected) {
    return corrected ? fixed.get() : broken.get();
  }

  /**
   * The scenario with this id.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static Scenario of(String id) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no scenario " + id + "; there are\n" + list()));
  }

  /** One line for each: id and what happens. */
  public static String list() {
    return Arrays.stream(values())
        .map(scenario -> String.format(Locale.ROOT, "  %-24s %s", scenario.id, scenario.summary))
        .collect(Collectors.joining("\n"));
  }
}
