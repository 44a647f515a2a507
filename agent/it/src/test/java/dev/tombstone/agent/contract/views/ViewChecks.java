package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.Tally;
import dev.tombstone.agent.contract.views.View.Holds;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Takes every way to delete through a view, and compares what was counted with what is true. */
final class ViewChecks {
  final List<String> failures = new ArrayList<>();
  int made;

  /** Each deletion by itself. */
  void plain(ViewBase base, String name, List<ViewStep> way) {
    for (String deletion : deletions(base, way)) {
      Tally before = Tally.counted(base.mapClass());
      Tally expected = run(base, way, deletion, () -> {});
      compare(name + " " + deletion, expected, Tally.counted(base.mapClass()).minus(before));
    }
  }

  /** Each deletion with methods of keys and values that delete from this other map. */
  void withTraps(ViewBase base, String name, List<ViewStep> way, Foreigner foreigner) {
    boolean sameClass = foreigner.mapClass().equals(base.mapClass());
    for (String deletion : deletions(base, way)) {
      Tally before = Tally.counted(base.mapClass());
      Tally foreignBefore = Tally.counted(foreigner.mapClass());
      Tally expected = run(base, way, deletion, foreigner);
      Tally foreign = foreigner.expected();
      String text = name + " " + deletion + " with " + foreigner.mapClass();
      Tally counted = Tally.counted(base.mapClass()).minus(before);
      if (sameClass) {
        compare(text, expected.plus(foreign), counted);
      } else {
        compare(text, expected, counted);
        compare(text + " there", foreign, Tally.counted(foreigner.mapClass()).minus(foreignBefore));
      }
    }
  }

  private static List<String> deletions(ViewBase base, List<ViewStep> way) {
    ViewBase.Made made = base.fresh().get();
    View view = ViewStep.follow(way, made);
    return List.copyOf(ViewDeletions.of(view, made.map(), absent(base, made, way)).keySet());
  }

  /** Deletes; what must have been counted of the base's class. */
  private static Tally run(ViewBase base, List<ViewStep> way, String deletion, Runnable trap) {
    ViewBase.Made made = base.fresh().get();
    View view = ViewStep.follow(way, made);
    ViewDeletions.Deletion chosen =
        Objects.requireNonNull(
            ViewDeletions.of(view, made.map(), absent(base, made, way)).get(deletion));
    int size = made.view().elements().size();
    Trap.set(trap);
    boolean returned = returns(chosen.run());
    Trap.unset();
    int removed = size - made.view().elements().size();
    Tally expected = new Tally().removed(chosen.operation(), removed);
    boolean reaches = !base.own() || view.holds() == Holds.ENTRIES;
    if (chosen.canMiss() && returned && removed == 0 && reaches) {
      expected.missed(chosen.operation());
    }
    return expected;
  }

  private void compare(String text, Tally expected, Tally counted) {
    made++;
    if (!counted.sameAs(expected)) {
      failures.add(text + ": expected " + expected + ", counted " + counted);
    }
  }

  /** An element that the base has not, and one that it has outside of the view. */
  private static List<Object> absent(ViewBase base, ViewBase.Made made, List<ViewStep> way) {
    View view = ViewStep.follow(way, made);
    List<Object> absent = new ArrayList<>();
    if (view.holds() == Holds.VALUES) {
      absent.add("absent");
      return absent;
    }
    List<Object> within = view.elements();
    absent.add(asElement(view, base.absentKey(), "v"));
    for (Map.Entry<Object, Object> entry : made.map().entrySet()) {
      Object element = asElement(view, entry.getKey(), entry.getValue());
      if (!within.contains(element)) {
        absent.add(element);
        break;
      }
    }
    return absent;
  }

  private static Object asElement(View view, Object key, Object value) {
    return view.holds() == Holds.ENTRIES ? new SimpleEntry<>(key, value) : key;
  }

  private static boolean returns(Runnable deletion) {
    try {
      deletion.run();
      return true;
    } catch (UnsupportedOperationException | NoSuchElementException refused) {
      return false;
    }
  }
}
