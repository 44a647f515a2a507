package dev.tombstone.demo.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Offers that are shown, by their numbers. The merchants send a list of what they have withdrawn,
 * most of which is not shown here.
 *
 * <p>Broken: {@code removeAll(list)}. The list is not shorter than the set, and so the set asks it
 * about each of its own elements, and it compares one after the other. Fixed: the set is asked
 * about each of the list's.
 */
final class WithdrawnOffers {
  private static final int SHOWN = 2_000;

  private final List<Integer> withdrawn = new ArrayList<>();
  private final boolean asksTheSet;

  private WithdrawnOffers(boolean asksTheSet) {
    this.asksTheSet = asksTheSet;
    for (int offer = 0; offer < SHOWN + 1; offer++) {
      withdrawn.add(SHOWN - 1 + offer);
    }
  }

  static WithdrawnOffers broken() {
    return new WithdrawnOffers(false);
  }

  static WithdrawnOffers fixed() {
    return new WithdrawnOffers(true);
  }

  List<Worker> workers() {
    return List.of(new Worker("catalogue", this::left));
  }

  /** How many of the offers shown are left. */
  int left() {
    Set<Integer> shown = new HashSet<>();
    for (int offer = 0; offer < SHOWN; offer++) {
      shown.add(offer);
    }
    if (asksTheSet) {
      withdrawn.forEach(shown::remove);
    } else {
      shown.removeAll(withdrawn);
    }
    return shown.size();
  }
}
