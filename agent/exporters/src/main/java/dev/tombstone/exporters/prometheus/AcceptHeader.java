package dev.tombstone.exporters.prometheus;

import java.util.Locale;

/**
 * The text of an {@code Accept} header.
 *
 * @param text media ranges with parameters, separated by commas
 */
record AcceptHeader(String text) {
  /** The weight from 0 to 1 that it gives a media type by name; 0 if it does not name it. */
  double weightOf(String mediaType) {
    double weight = 0;
    for (String range : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equals(mediaType)) {
        weight = Math.max(weight, weightOf(parts));
      }
    }
    return weight;
  }

  private static double weightOf(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
