package dev.tombstone.core.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values with a unit. */
final class Amounts {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");
  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) ?%");

  private Amounts() {}

  /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; null if it is none or below 100 ms. */
  static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return duration.toMillis() < 100 ? null : duration;
  }

  /** {@code 1%}, from 0.1 to 100, as a share of 1; {@code off} is infinite; else null. */
  static @Nullable Double share(String text) {
    if (text.equals("off")) {
      return Double.POSITIVE_INFINITY;
    }
    Matcher matcher = PERCENTAGE.matcher(text);
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    return percent < 0.1 || percent > 100 ? null : percent / 100;
  }
}
