package dev.tombstone.demo.scenario;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Quotes that were asked of a carrier and are not answered yet, by the number of the order: who
 * asks for one that is under way waits for the same answer.
 *
 * <p>Broken: an answer takes itself out of the map when it comes. One that is known at once comes
 * while the map still computes the entry: the map refuses the removal, the exception goes into a
 * future that nobody looks at, and the entry stays. Fixed: it is taken out once it is in.
 */
final class ShippingQuotes {
  private static final int ORDERS = 500;

  private final ConcurrentHashMap<Integer, CompletableFuture<String>> pending =
      new ConcurrentHashMap<>();
  private final boolean removesInside;
  private int next;

  private ShippingQuotes(boolean removesInside) {
    this.removesInside = removesInside;
  }

  static ShippingQuotes broken() {
    return new ShippingQuotes(true);
  }

  static ShippingQuotes fixed() {
    return new ShippingQuotes(false);
  }

  List<Worker> workers() {
    return List.of(new Worker("checkout", this::round));
  }

  private void round() {
    String unused = quote(next++ % ORDERS).join();
    if (next % ORDERS == 0) {
      pending.clear();
    }
  }

  CompletableFuture<String> quote(int order) {
    CompletableFuture<String> quote = pending.computeIfAbsent(order, this::ask);
    if (!removesInside) {
      remove(order, quote);
    }
    return quote;
  }

  private CompletableFuture<String> ask(int order) {
    CompletableFuture<String> quote = CompletableFuture.completedFuture("free for " + order);
    if (removesInside) {
      remove(order, quote);
    }
    return quote;
  }

  private void remove(int order, CompletableFuture<String> quote) {
    CompletableFuture<String> unused = quote.whenComplete((answer, error) -> pending.remove(order));
  }

  int pending() {
    return pending.size();
  }
}
