package dev.tombstone.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything measured, in the order of measuring. A file has one measurement a line, columns parted
 * by tabs: part, JDK, subject, variant, metric, value.
 */
final class Measurements {
  private static final int COLUMNS = 6;

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();

  /**
   * What was measured.
   *
   * @param part calls, idle, start, programs, code or detail
   * @param jdk version
   * @param subject call or program
   * @param variant agent, or none
   * @param metric with its unit
   */
  record Key(String part, String jdk, String subject, String variant, String metric) {}

  /** Reads a file; one that is not there holds nothing. */
  static Measurements read(Path file) throws IOException {
    Measurements measurements = new Measurements();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] column = line.split("\t");
        if (column.length != COLUMNS) {
          throw new IOException("not " + COLUMNS + " columns: " + line);
        }
        Key key = new Key(column[0], column[1], column[2], column[3], column[4]);
        measurements.add(key, Double.parseDouble(column[5]));
      }
    }
    return measurements;
  }

  void add(Key key, double value) {
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  boolean has(String part) {
    return values.keySet().stream().anyMatch(key -> key.part().equals(part));
  }

  List<String> jdks(String part) {
    return distinct(part, Key::jdk);
  }

  List<String> subjects(String part) {
    return distinct(part, Key::subject);
  }

  List<String> variants(String part) {
    return distinct(part, Key::variant);
  }

  /** One part and JDK. */
  Section section(String part, String jdk) {
    return (subject, variant, metric) ->
        Optional.ofNullable(values.get(new Key(part, jdk, subject, variant, metric)))
            .map(Sample::new);
  }

  /** The samples of a part on a JDK. */
  interface Section {
    Optional<Sample> sample(String subject, String variant, String metric);

    default Optional<Double> median(String subject, String variant, String metric) {
      return sample(subject, variant, metric).map(Sample::median);
    }

    /** How much more the median is than another variant's. */
    default Optional<Double> added(String subject, String variant, String over, String metric) {
      return median(subject, variant, metric)
          .flatMap(with -> median(subject, over, metric).map(without -> with - without));
    }

    /** How many times another variant's the median is. */
    default Optional<Double> times(String subject, String variant, String over, String metric) {
      return median(subject, variant, metric)
          .flatMap(with -> median(subject, over, metric).map(without -> with / without));
    }
  }

  private List<String> distinct(String part, Function<Key, String> column) {
    return values.keySet().stream()
        .filter(key -> key.part().equals(part))
        .map(column)
        .distinct()
        .toList();
  }
}
