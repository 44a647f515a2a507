package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.views.View.Holds;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes through every view and wrapper of the JDK in every way, against a model, and compares the
 * classes met with all that the JDK has: one that was not met, nor is known to be none of ours, is
 * a failure. Exits with 1 if there is one.
 */
public final class ViewProgram {
  /** Steps from the map to a view. */
  private static final int STEPS = 3;

  /** The same where methods of keys and values delete from other maps. */
  private static final int STEPS_WITH_TRAPS = 2;

  private static final int SHOWN = 200;

  private final List<ViewStep> steps = ViewStep.all();
  private final Set<String> met = new TreeSet<>();
  private final ViewChecks checks = new ViewChecks();

  private ViewProgram() {}

  /**
   * Runs all of it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    ViewProgram program = new ViewProgram();
    for (ViewBase base : ViewBase.plain()) {
      program.walk(base, base.name(), new ArrayList<>(), List.of(), STEPS);
    }
    List<String> failures = program.checks.failures;
    failures.addAll(ViewCatalogue.unmet(program.met));
    System.out.println("views: " + program.checks.made + " deletions");
    for (ViewBase base : ViewBase.ofTraps()) {
      program.walk(base, base.name(), new ArrayList<>(), Foreigner.all(), STEPS_WITH_TRAPS);
    }
    System.out.println("and traps: " + program.checks.made + " deletions");
    failures.stream().limit(SHOWN).forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println("failures: " + failures.size());
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  /** Goes every way on from here. */
  private void walk(
      ViewBase base, String name, List<ViewStep> way, List<Foreigner> foreigners, int most) {
    View here = ViewStep.follow(way, base.fresh().get());
    meet(here.object());
    if (here.holds() != Holds.MAP) {
      meet(here.collection().iterator());
    }
    if (here.object() instanceof NavigableSet<?> set) {
      meet(set.descendingIterator());
    }
    if (foreigners.isEmpty()) {
      checks.plain(base, name, way);
    }
    for (Foreigner foreigner : foreigners) {
      checks.withTraps(base, name, way, foreigner);
    }
    if (way.size() == most) {
      return;
    }
    for (ViewStep step : steps) {
      if (step.fits().apply(here)) {
        List<ViewStep> further = new ArrayList<>(way);
        further.add(step);
        walk(base, name + "." + step.name(), further, foreigners, most);
      }
    }
  }

  private void meet(Object object) {
    Class<?> type = object.getClass();
    while (type != null) {
      met.add(type.getName());
      for (Class<?> implemented : type.getInterfaces()) {
        meetInterface(implemented);
      }
      type = type.getSuperclass();
    }
  }

  private void meetInterface(Class<?> type) {
    met.add(type.getName());
    for (Class<?> extended : type.getInterfaces()) {
      meetInterface(extended);
    }
  }
}
