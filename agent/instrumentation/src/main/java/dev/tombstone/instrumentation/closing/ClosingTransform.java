package dev.tombstone.instrumentation.closing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes tell the hook, and by which methods. Asked at each retransformation of a class,
 * whichever agent it is by, so that no other agent takes out what is woven. Thread-safe; holds no
 * class.
 */
public final class ClosingTransform {
  static final String HOOK = "dev/tombstone/hook/value/CloseHook";

  /** What is woven into one class. Immutable. */
  record Plan(WeakReference<Class<?>> type, Set<String> methods, boolean constructors) {
    static Plan of(Class<?> type, Set<String> methods, boolean constructors) {
      return new Plan(new WeakReference<>(type), Set.copyOf(methods), constructors);
    }

    Plan with(Plan other) {
      Set<String> all = new LinkedHashSet<>(methods);
      all.addAll(other.methods);
      return new Plan(type, Set.copyOf(all), constructors || other.constructors);
    }
  }

  private volatile List<Plan> plans = List.of();

  /** Made once; weaves nothing yet. */
  public ClosingTransform() {}

  /** The class woven; null if it is none of those that tell. */
  public byte @Nullable [] weave(Class<?> type, byte[] original) {
    for (Plan plan : plans) {
      if (plan.type.refersTo(type)) {
        return ClosingWeaver.weave(original, plan.methods, plan.constructors);
      }
    }
    return null;
  }

  /** Adds these to what is woven. */
  synchronized void add(List<Plan> added) {
    List<Plan> all = new ArrayList<>();
    List<Plan> left = new ArrayList<>(added);
    for (Plan present : plans) {
      Class<?> type = present.type.get();
      if (type == null) {
        continue;
      }
      Plan plan = present;
      for (Plan each : List.copyOf(left)) {
        if (each.type.refersTo(type)) {
          plan = plan.with(each);
          left.remove(each);
        }
      }
      all.add(plan);
    }
    all.addAll(left);
    plans = List.copyOf(all);
  }

  /** What is woven now. */
  List<Plan> plans() {
    return plans;
  }

  /** Goes back to what was woven before. */
  synchronized void setPlans(List<Plan> before) {
    plans = before;
  }
}
