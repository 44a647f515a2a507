package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.ClosingClasses.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What an object held in its fields that has to be closed itself: somebody may have closed that
 * instead.
 *
 * @param followed those of them that are followed, too
 * @param place a field with another one, or that may have had one; empty if there is none
 * @param type class of what is in that field; empty if it is not known
 */
record Holdings(Followed[] followed, String place, String type) {
  static final Holdings NOTHING = new Holdings(new Followed[0], "", "");

  private static final int MOST_FIELDS = 32;

  /** By the object's fields, racily; of what it holds one level more is looked at. */
  static Holdings of(
      Object object, ValueClass type, ValueClasses classes, FollowedObjects objects) {
    if (type.holdsMore()) {
      return new Holdings(NOTHING.followed, "a superclass of the JDK", "");
    }
    if (type.fields() > MOST_FIELDS) {
      return new Holdings(NOTHING.followed, "one of its many fields", "");
    }
    Followed[] followed = null;
    int count = 0;
    for (int i = 0; i < type.fields(); i++) {
      Object held = type.read(object, i);
      if (held == null && type.isCloseable(i)) {
        // Whoever closed it may have emptied the field.
        return new Holdings(NOTHING.followed, type.fieldName(i), "");
      }
      ValueClass heldType = held == null ? null : closing(held, classes);
      if (held == null || heldType == null) {
        continue;
      }
      Followed known = heldType.tells() ? objects.of(held) : null;
      if (known == null || holdsAny(held, heldType, classes)) {
        return new Holdings(NOTHING.followed, type.fieldName(i), heldType.name);
      }
      if (followed == null) {
        followed = new Followed[type.fields()];
      }
      followed[count++] = known;
    }
    if (followed == null) {
      return NOTHING;
    }
    Followed[] exact = new Followed[count];
    System.arraycopy(followed, 0, exact, 0, count);
    return new Holdings(exact, "", "");
  }

  /** Whether something that is not followed may have been closed instead. */
  boolean isUnknown() {
    return !place.isEmpty();
  }

  /** Whether all of it was closed. */
  boolean isClosed() {
    for (Followed each : followed) {
      if (!each.closed) {
        return false;
      }
    }
    return followed.length > 0;
  }

  /** Whether nothing of it was closed, and nothing can be closed any more. */
  boolean isLost() {
    for (Followed each : followed) {
      if (each.closed || !each.refersTo(null)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsAny(Object object, ValueClass type, ValueClasses classes) {
    if (type.holdsMore() || type.fields() > MOST_FIELDS) {
      return true;
    }
    for (int i = 0; i < type.fields(); i++) {
      Object held = type.read(object, i);
      if (held != null && closing(held, classes) != null) {
        return true;
      }
    }
    return false;
  }

  /** The object's class if it may have to be closed; null if not. */
  private static @Nullable ValueClass closing(Object held, ValueClasses classes) {
    ValueClass type = classes.of(held.getClass());
    return type != null && type.verdict() == Verdict.NOTHING_TO_CLOSE ? null : type;
  }
}
