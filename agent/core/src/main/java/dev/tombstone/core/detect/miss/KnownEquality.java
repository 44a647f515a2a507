package dev.tombstone.core.detect.miss;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Classes whose {@code equals} is the JDK's own and refuses every object of another kind, so that
 * two objects of different ones are never equal, whichever is asked. No method of an object is
 * called to find out.
 */
final class KnownEquality {
  /** Final, immutable, equal to their own class only. */
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Character.class,
          Boolean.class,
          Double.class,
          Float.class,
          UUID.class,
          URI.class,
          Class.class,
          Instant.class,
          Duration.class,
          Period.class,
          Year.class,
          YearMonth.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  /**
   * What else may be passed by mistake, by exact class: equal to itself only, or to objects of an
   * interface or class that no scalar implements or extends.
   */
  private static final Set<Class<?>> OTHERS =
      Set.of(
          Object.class,
          StringBuilder.class,
          StringBuffer.class,
          AtomicInteger.class,
          AtomicLong.class,
          BigInteger.class,
          BigDecimal.class,
          Optional.class,
          ArrayList.class,
          LinkedList.class,
          HashSet.class,
          LinkedHashSet.class,
          HashMap.class);

  private KnownEquality() {}

  /** The class to compare by: of an enum constant its enum. */
  static Class<?> kindOf(Object object) {
    return object instanceof Enum<?> constant ? constant.getDeclaringClass() : object.getClass();
  }

  /** Whether objects of this kind never change and are equal to none of another kind. */
  static boolean isScalar(Class<?> kind) {
    return SCALARS.contains(kind) || kind.isEnum();
  }

  /**
   * Whether an expression declared to be of this class can have no value of a class derived from it
   * with an {@code equals} of its own.
   */
  static boolean isClosed(Class<?> kind) {
    return isScalar(kind) || kind.isArray() || Modifier.isFinal(kind.getModifiers());
  }

  /** Whether no object of the first kind can equal one of the second, in either direction. */
  static boolean excludes(Class<?> argument, Class<?> held) {
    return argument != held
        && isScalar(held)
        && (isScalar(argument) || argument.isArray() || OTHERS.contains(argument));
  }
}
