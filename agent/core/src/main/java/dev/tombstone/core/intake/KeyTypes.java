package dev.tombstone.core.intake;

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
import java.util.UUID;

/**
 * The key types whose instances may cross to the agent: immutable, of the JDK, with a text and a
 * hash that run no user code. An enum's name is taken, never its {@code toString}; of a class its
 * name.
 */
public final class KeyTypes {
  private static final Class<?>[] HARMLESS = {
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
    BigInteger.class,
    BigDecimal.class,
    Instant.class,
    LocalDate.class,
    LocalDateTime.class,
    LocalTime.class,
    OffsetDateTime.class,
    ZonedDateTime.class,
    Duration.class,
    Period.class,
    Year.class,
    YearMonth.class,
    URI.class,
    Class.class,
  };

  private KeyTypes() {}

  /** Whether keys of the class of this name are such; an enum's are not known by its name. */
  public static boolean isHarmlessClass(String keyClass) {
    for (Class<?> harmless : HARMLESS) {
      if (harmless.getName().equals(keyClass)) {
        return true;
      }
    }
    return false;
  }

  static boolean isHarmless(Object key) {
    Class<?> type = key.getClass();
    for (Class<?> harmless : HARMLESS) {
      if (type == harmless) {
        return true;
      }
    }
    return key instanceof Enum<?>;
  }
}
