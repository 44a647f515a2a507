package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.hook.jdk.ObjectFields;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a way from one object to another by fields and elements that hold strongly: the
 * shortest, of {@value #MOST_STEPS} steps at the most, among the first {@value #MOST_OBJECTS}
 * objects. What a weak, soft or phantom reference refers to is not followed, nor what classes,
 * class loaders and threads hold.
 *
 * <p>For agent threads. No code of the objects is called and no class is loaded: each read is of a
 * field at its offset, and sees what some thread has written. What was found was so when it was
 * read.
 */
final class StrongPath {
  static final int MOST_STEPS = 4;
  static final int MOST_OBJECTS = 256;
  static final int MOST_ELEMENTS = 32;

  /**
   * A way that was found.
   *
   * @param declaring class that declares the first field; of the array if it is an element
   * @param text the fields, as they are written one after the other; empty if there is no step
   * @param steps how many
   * @param by the objects on the way, the first one among them and the last one not; empty if there
   *     is no step
   */
  record Path(Class<?> declaring, String text, int steps, List<Object> by) {
    /** Whether an object is on both ways. */
    boolean meets(Path other) {
      for (Object mine : by) {
        for (Object theirs : other.by) {
          if (mine == theirs) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private record Step(
      Object object, String text, int steps, Class<?> declaring, @Nullable Step before) {
    List<Object> all() {
      List<Object> all = new ArrayList<>();
      for (Step step = this; step != null; step = step.before) {
        all.add(step.object);
      }
      return all;
    }
  }

  private final CallSites callSites;
  private boolean incomplete;

  StrongPath(CallSites callSites) {
    this.callSites = callSites;
  }

  /** Whether fields could not be read so far that can be later. */
  boolean isIncomplete() {
    return incomplete;
  }

  /**
   * The way from here to there; null if none was found.
   *
   * @param apart an object that no way goes by, or null
   */
  @Nullable Path find(Object from, Object target, @Nullable Object apart) {
    if (from == target) {
      return new Path(from.getClass(), "", 0, List.of());
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(from, "", 0, from.getClass(), null));
    for (int i = 0; i < steps.size(); i++) {
      Step at = steps.get(i);
      Path found =
          at.object() instanceof Object[] array
              ? elements(at, array, target, apart, steps)
              : fields(at, target, apart, steps);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path elements(
      Step at, Object[] array, Object target, @Nullable Object apart, List<Step> steps) {
    for (int i = 0; i < Math.min(array.length, MOST_ELEMENTS); i++) {
      Path found = step(at, array[i], "[" + i + "]", array.getClass(), target, apart, steps);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Path fields(Step at, Object target, @Nullable Object apart, List<Step> steps) {
    for (Class<?> type = at.object().getClass();
        type != null && type != Object.class && type.getSuperclass() != Reference.class;
        type = type.getSuperclass()) {
      List<String> names = callSites.referenceFields(type);
      if (names == null) {
        incomplete = true;
        continue;
      }
      for (String name : names) {
        long offset = ObjectFields.offset(type, name);
        if (offset != ObjectFields.UNKNOWN) {
          Object held = ObjectFields.reference(at.object(), offset);
          String text = at.text().isEmpty() ? name : "." + name;
          Path found = step(at, held, text, type, target, apart, steps);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable Path step(
      Step at,
      @Nullable Object held,
      String text,
      Class<?> type,
      Object target,
      @Nullable Object apart,
      List<Step> steps) {
    int next = at.steps() + 1;
    Class<?> declaring = at.steps() == 0 ? type : at.declaring();
    if (held == target) {
      return new Path(declaring, at.text() + text, next, at.all());
    }
    if (held != null
        && held != apart
        && next < MOST_STEPS
        && steps.size() < MOST_OBJECTS
        && holdsAnything(held)
        && !isKnown(held, steps)) {
      steps.add(new Step(held, at.text() + text, next, declaring, at));
    }
    return null;
  }

  private static boolean holdsAnything(Object object) {
    Class<?> type = object.getClass();
    return !(object instanceof String
        || object instanceof Number
        || object instanceof Enum
        || object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Thread
        || object instanceof ThreadGroup
        || (type.isArray() && type.getComponentType().isPrimitive()));
  }

  private static boolean isKnown(Object object, List<Step> steps) {
    for (Step step : steps) {
      if (step.object() == object) {
        return true;
      }
    }
    return false;
  }
}
