package dev.tombstone.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which grades of findings count. */
enum FailOn {
  PROVEN,
  OBSERVED,
  ANY;

  /** Whether a finding of this grade does; a grade of a later version does with {@link #ANY}. */
  boolean counts(String grade) {
    return switch (this) {
      case PROVEN -> grade.equals("PROVEN");
      case OBSERVED -> grade.equals("PROVEN") || grade.equals("OBSERVED");
      case ANY -> true;
    };
  }

  /** As it is written on the command line. */
  static final class Converter implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String text) {
      for (FailOn each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
          return each;
        }
      }
      throw new TypeConversionException("'" + text + "' is none of proven, observed, any");
    }
  }
}
