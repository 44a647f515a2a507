package dev.tombstone.core.detect.overlap;

import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.operation.Mutation;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether code of the application can run inside an operation of a map of the JDK: the function of
 * a {@code compute}, {@code equals}, {@code hashCode} or {@code compareTo} of an argument, a
 * comparator, {@code removeEldestEntry}, the methods of a map whose entries are added.
 *
 * <p>Such code could pass the map to another thread and wait for it, so that two operations overlap
 * and are in order all the same. Errs on the side of "it can".
 */
final class ApplicationCode {
  /** Final classes whose methods call nothing of the object that they are compared with. */
  private static final Set<Class<?>> CLOSED =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          UUID.class,
          Short.class,
          Byte.class,
          Character.class,
          Boolean.class,
          Double.class,
          Float.class,
          Class.class,
          Object.class);

  /** They ask the first of the two only, which is the argument. */
  private static final Set<Class<?>> CLOSED_COMPARATORS =
      Set.of(String.CASE_INSENSITIVE_ORDER.getClass(), Comparator.naturalOrder().getClass());

  private ApplicationCode() {}

  /** Whether it can run inside this operation; {@code asked} as in {@link Announcement}. */
  static boolean mayRun(
      Class<?> map, int mutation, @Nullable Class<?> asked, @Nullable Class<?> comparator) {
    Mutation kind = Mutation.of(mutation);
    return switch (kind) {
      case CLEAR, REORDER, EXPUNGE -> false;
      case COMPUTE -> true;
      case INSERT, REMOVE ->
          MapFamilies.runsOverridden(map, kind) || isOpen(asked) || isOpenComparator(comparator);
    };
  }

  private static boolean isOpen(@Nullable Class<?> asked) {
    return asked != null && !CLOSED.contains(asked) && !Enum.class.isAssignableFrom(asked);
  }

  private static boolean isOpenComparator(@Nullable Class<?> comparator) {
    return comparator != null && !CLOSED_COMPARATORS.contains(comparator);
  }
}
