package dev.tombstone.core.config;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the values that the configuration and a change of settings both take. Never throws: each
 * value that is not allowed is a sentence among the problems, the same in both.
 *
 * <p>Runs before the application, in the interpreter: without lambdas, streams and patterns, unless
 * there is a value that needs them.
 */
public final class ValueReader {
  private final Detectors known;
  private final List<String> problems;

  /**
   * A reader of values.
   *
   * @param known the detectors there are
   * @param problems where to add what is bad
   */
  public ValueReader(Detectors known, List<String> problems) {
    this.known = known;
    this.problems = problems;
  }

  /** {@code true} or {@code false}; false if it is neither. */
  public boolean flag(String key, String text) {
    boolean on = text.equals("true");
    if (!on && !text.equals("false")) {
      bad(key, text);
    }
    return on;
  }

  /** A whole number in these bounds, both allowed; {@code otherwise} if it is none. */
  public long number(String key, String text, long least, long most, long otherwise) {
    long number = text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    if (number >= least && number <= most) {
      return number;
    }
    bad(key, text);
    return otherwise;
  }

  /**
   * A power of two as {@link SamplingConfig#parseRatio} reads it, at most this one; empty for
   * {@code auto} and for what is not allowed.
   */
  public OptionalInt ratio(String key, String text, int most) {
    OptionalInt shift;
    try {
      shift = SamplingConfig.parseRatio(text);
    } catch (IllegalArgumentException e) {
      // No ratio at all is as bad as one that is too small.
      shift = OptionalInt.of(Integer.MAX_VALUE);
    }
    if (shift.orElse(0) > most) {
      bad(key, text);
      return OptionalInt.empty();
    }
    return shift;
  }

  /** {@code detectors}: those it names; none if it is not allowed. */
  public Set<Detector> detectors(String text) {
    try {
      return known.parse(text);
    } catch (IllegalArgumentException e) {
      bad("detectors", text, known.allowed());
      return Set.of();
    }
  }

  /** The value of the key is not allowed. */
  void bad(String key, String text) {
    bad(key, text, Option.of(key).map(Option::allowed).orElse(""));
  }

  private void bad(String key, String text, String allowed) {
    problems.add(key + "=" + Masked.value(key, text) + " is not allowed; allowed: " + allowed);
  }
}
