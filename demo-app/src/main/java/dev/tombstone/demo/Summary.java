package dev.tombstone.demo;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The five lines at the end. */
final class Summary {
  private Summary() {}

  static String of(Shop shop, long storms, long errors, double seconds) {
    Map<String, Long> deletions = shop.deletions();
    StringJoiner byStore = new StringJoiner(", ");
    deletions.forEach((store, count) -> byStore.add(store + " " + grouped(count)));
    long total = deletions.values().stream().mapToLong(Long::longValue).sum();
    return String.join(
        System.lineSeparator(),
        String.format(Locale.ROOT, "ran           %.1f s", seconds),
        String.format(
            Locale.ROOT,
            "operations    %s (%s a second)",
            grouped(shop.operations()),
            grouped(Math.round(shop.operations() / Math.max(seconds, 0.001)))),
        "deletions     " + grouped(total) + ": " + byStore,
        "storms        " + storms + ", listeners left " + grouped(shop.listeners()),
        "errors        " + errors);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
