package dev.tombstone.core.detect.clear;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to be rid of a share of a map's entries, in each of the ways there are: the table
 * of {@code docs/hazards/measurements.md}, as {@code ./bench hazards clear} prints it.
 */
final class MeasuredCosts {
  /** A way is advised if the other takes so many times as long. */
  static final double WORTH = 1.5;

  private static final int NEWER_JDK = 25;
  private static final int OLDER_JDK = 17;

  /**
   * One row; nanoseconds for each entry that was in the map.
   *
   * @param percent of the entries removed
   * @param places of the table for each entry
   * @param oneByOne by {@code removeIf}
   * @param clear by {@code clear}; NaN if not all are removed
   * @param copy of what stays into a new map
   */
  record Row(
      int jdk,
      String map,
      int percent,
      int places,
      double oneByOne,
      double clear,
      double newMap,
      double copy) {
    /** As evidence has it. */
    String text() {
      String common =
          String.format(
              Locale.ROOT,
              "JDK %d, %s of 10,000 entries, %d %% removed%s: removeIf %.2f ns an entry",
              jdk,
              map,
              percent,
              places == 1 ? "" : ", " + places + " places an entry",
              oneByOne);
      return percent == 100
          ? common + String.format(Locale.ROOT, ", clear %.2f, a new map %.2f", clear, newMap)
          : common + String.format(Locale.ROOT, ", copy of what stays %.2f", copy);
    }
  }

  /** JDK, map, per cent, places an entry, removeIf, clear, new map, copy. */
  private static final String TABLE =
      """
      17 | HashMap | 1 | 1 | 9.51 |  |  | 20.79
      17 | HashMap | 1 | 16 | 20.46 |  |  | 45.72
      17 | HashMap | 1 | 64 | 57.22 |  |  | 97.49
      17 | HashMap | 50 | 1 | 10.84 |  |  | 17.11
      17 | HashMap | 50 | 16 | 22.99 |  |  | 37.26
      17 | HashMap | 50 | 64 | 64.00 |  |  | 85.39
      17 | HashMap | 90 | 1 | 8.27 |  |  | 5.42
      17 | HashMap | 90 | 16 | 20.22 |  |  | 21.30
      17 | HashMap | 90 | 64 | 57.48 |  |  | 67.91
      17 | HashMap | 99 | 1 | 11.46 |  |  | 2.38
      17 | HashMap | 99 | 16 | 19.37 |  |  | 20.06
      17 | HashMap | 99 | 64 | 72.70 |  |  | 73.79
      17 | HashMap | 100 | 1 | 11.21 | 0.33 | 0.01 | 9.68
      17 | HashMap | 100 | 16 | 19.83 | 4.52 | 0.01 | 17.24
      17 | HashMap | 100 | 64 | 67.08 | 19.59 | 0.01 | 63.45
      17 | LinkedHashMap | 1 | 1 | 2.78 |  |  | 23.47
      17 | LinkedHashMap | 1 | 16 | 4.95 |  |  | 26.56
      17 | LinkedHashMap | 1 | 64 | 3.07 |  |  | 27.86
      17 | LinkedHashMap | 50 | 1 | 7.09 |  |  | 9.08
      17 | LinkedHashMap | 50 | 16 | 7.00 |  |  | 12.37
      17 | LinkedHashMap | 50 | 64 | 7.63 |  |  | 11.65
      17 | LinkedHashMap | 90 | 1 | 9.12 |  |  | 3.91
      17 | LinkedHashMap | 90 | 16 | 7.92 |  |  | 5.90
      17 | LinkedHashMap | 90 | 64 | 11.38 |  |  | 4.86
      17 | LinkedHashMap | 99 | 1 | 9.57 |  |  | 2.97
      17 | LinkedHashMap | 99 | 16 | 10.47 |  |  | 3.02
      17 | LinkedHashMap | 99 | 64 | 12.08 |  |  | 2.66
      17 | LinkedHashMap | 100 | 1 | 9.53 | 0.32 | 0.01 | 2.41
      17 | LinkedHashMap | 100 | 16 | 8.56 | 4.97 | 0.01 | 3.11
      17 | LinkedHashMap | 100 | 64 | 12.20 | 19.55 | 0.02 | 2.26
      17 | TreeMap | 1 | 1 | 6.94 |  |  | 56.21
      17 | TreeMap | 50 | 1 | 12.84 |  |  | 35.56
      17 | TreeMap | 90 | 1 | 18.00 |  |  | 14.54
      17 | TreeMap | 99 | 1 | 17.80 |  |  | 7.65
      17 | TreeMap | 100 | 1 | 12.51 | 0.01 | 0.01 | 6.99
      17 | ConcurrentHashMap | 1 | 1 | 3.41 |  |  | 64.46
      17 | ConcurrentHashMap | 1 | 16 | 28.35 |  |  | 119.48
      17 | ConcurrentHashMap | 1 | 64 | 81.06 |  |  | 253.70
      17 | ConcurrentHashMap | 50 | 1 | 16.57 |  |  | 44.18
      17 | ConcurrentHashMap | 50 | 16 | 38.65 |  |  | 83.16
      17 | ConcurrentHashMap | 50 | 64 | 99.62 |  |  | 197.50
      17 | ConcurrentHashMap | 90 | 1 | 20.72 |  |  | 22.53
      17 | ConcurrentHashMap | 90 | 16 | 44.44 |  |  | 61.69
      17 | ConcurrentHashMap | 90 | 64 | 95.50 |  |  | 183.29
      17 | ConcurrentHashMap | 99 | 1 | 20.27 |  |  | 17.53
      17 | ConcurrentHashMap | 99 | 16 | 47.73 |  |  | 57.97
      17 | ConcurrentHashMap | 99 | 64 | 99.53 |  |  | 220.40
      17 | ConcurrentHashMap | 100 | 1 | 20.96 | 9.10 | 0.00 | 36.56
      17 | ConcurrentHashMap | 100 | 16 | 44.32 | 24.00 | 0.01 | 58.76
      17 | ConcurrentHashMap | 100 | 64 | 112.58 | 111.34 | 0.01 | 197.86
      17 | ConcurrentSkipListMap | 1 | 1 | 8.49 |  |  | 94.28
      17 | ConcurrentSkipListMap | 50 | 1 | 62.26 |  |  | 51.40
      17 | ConcurrentSkipListMap | 90 | 1 | 69.26 |  |  | 16.21
      17 | ConcurrentSkipListMap | 99 | 1 | 57.06 |  |  | 9.18
      17 | ConcurrentSkipListMap | 100 | 1 | 43.04 | 17.24 | 0.01 | 7.86
      25 | HashMap | 1 | 1 | 3.52 |  |  | 17.65
      25 | HashMap | 1 | 16 | 14.50 |  |  | 42.37
      25 | HashMap | 1 | 64 | 53.92 |  |  | 92.51
      25 | HashMap | 50 | 1 | 6.99 |  |  | 15.89
      25 | HashMap | 50 | 16 | 20.77 |  |  | 37.53
      25 | HashMap | 50 | 64 | 61.03 |  |  | 81.84
      25 | HashMap | 90 | 1 | 8.55 |  |  | 3.32
      25 | HashMap | 90 | 16 | 20.45 |  |  | 19.25
      25 | HashMap | 90 | 64 | 61.86 |  |  | 70.77
      25 | HashMap | 99 | 1 | 10.10 |  |  | 2.84
      25 | HashMap | 99 | 16 | 19.34 |  |  | 29.71
      25 | HashMap | 99 | 64 | 58.07 |  |  | 74.27
      25 | HashMap | 100 | 1 | 10.75 | 0.47 | 0.05 | 3.01
      25 | HashMap | 100 | 16 | 19.56 | 7.05 | 0.04 | 22.06
      25 | HashMap | 100 | 64 | 59.55 | 28.87 | 0.02 | 70.18
      25 | LinkedHashMap | 1 | 1 | 2.64 |  |  | 23.15
      25 | LinkedHashMap | 1 | 16 | 3.38 |  |  | 24.60
      25 | LinkedHashMap | 1 | 64 | 3.19 |  |  | 25.57
      25 | LinkedHashMap | 50 | 1 | 7.45 |  |  | 7.73
      25 | LinkedHashMap | 50 | 16 | 7.63 |  |  | 11.37
      25 | LinkedHashMap | 50 | 64 | 8.75 |  |  | 12.31
      25 | LinkedHashMap | 90 | 1 | 9.26 |  |  | 3.51
      25 | LinkedHashMap | 90 | 16 | 10.38 |  |  | 3.49
      25 | LinkedHashMap | 90 | 64 | 12.23 |  |  | 5.33
      25 | LinkedHashMap | 99 | 1 | 10.01 |  |  | 2.74
      25 | LinkedHashMap | 99 | 16 | 9.93 |  |  | 3.00
      25 | LinkedHashMap | 99 | 64 | 12.28 |  |  | 3.38
      25 | LinkedHashMap | 100 | 1 | 10.29 | 3.49 | 0.03 | 2.51
      25 | LinkedHashMap | 100 | 16 | 8.79 | 7.08 | 0.04 | 3.02
      25 | LinkedHashMap | 100 | 64 | 9.78 | 27.90 | 0.06 | 2.96
      25 | TreeMap | 1 | 1 | 7.41 |  |  | 74.56
      25 | TreeMap | 50 | 1 | 15.77 |  |  | 46.78
      25 | TreeMap | 90 | 1 | 16.57 |  |  | 18.37
      25 | TreeMap | 99 | 1 | 17.19 |  |  | 14.07
      25 | TreeMap | 100 | 1 | 13.10 | 0.01 | 0.02 | 7.62
      25 | ConcurrentHashMap | 1 | 1 | 4.09 |  |  | 53.17
      25 | ConcurrentHashMap | 1 | 16 | 26.20 |  |  | 86.01
      25 | ConcurrentHashMap | 1 | 64 | 79.14 |  |  | 215.36
      25 | ConcurrentHashMap | 50 | 1 | 18.07 |  |  | 40.82
      25 | ConcurrentHashMap | 50 | 16 | 37.33 |  |  | 66.72
      25 | ConcurrentHashMap | 50 | 64 | 168.41 |  |  | 218.17
      25 | ConcurrentHashMap | 90 | 1 | 20.75 |  |  | 25.14
      25 | ConcurrentHashMap | 90 | 16 | 41.98 |  |  | 66.22
      25 | ConcurrentHashMap | 90 | 64 | 91.86 |  |  | 185.74
      25 | ConcurrentHashMap | 99 | 1 | 19.97 |  |  | 18.06
      25 | ConcurrentHashMap | 99 | 16 | 52.84 |  |  | 69.65
      25 | ConcurrentHashMap | 99 | 64 | 111.76 |  |  | 151.56
      25 | ConcurrentHashMap | 100 | 1 | 19.72 | 8.36 | 0.02 | 16.04
      25 | ConcurrentHashMap | 100 | 16 | 41.45 | 21.93 | 0.02 | 39.56
      25 | ConcurrentHashMap | 100 | 64 | 95.89 | 52.83 | 0.02 | 137.83
      25 | ConcurrentSkipListMap | 1 | 1 | 7.28 |  |  | 74.21
      25 | ConcurrentSkipListMap | 50 | 1 | 62.43 |  |  | 45.92
      25 | ConcurrentSkipListMap | 90 | 1 | 75.07 |  |  | 15.52
      25 | ConcurrentSkipListMap | 99 | 1 | 51.33 |  |  | 8.20
      25 | ConcurrentSkipListMap | 100 | 1 | 43.23 | 17.80 | 0.03 | 7.03
      """;

  private static final List<Row> ROWS = parsed();

  private MeasuredCosts() {}

  /**
   * The row that is nearest to a call; null if maps of this class were not measured.
   *
   * @param removed share of the entries removed
   * @param placesPerEntry of the map's table; 0 of one without
   */
  static @Nullable Row nearest(int jdk, Class<?> map, double removed, double placesPerEntry) {
    String name = measured(map);
    Row nearest = null;
    double least = Double.MAX_VALUE;
    for (Row row : ROWS) {
      boolean fits = row.jdk == (jdk >= NEWER_JDK ? NEWER_JDK : OLDER_JDK);
      double distance =
          Math.abs(row.percent - 100 * removed) * 1_000
              + Math.abs(Math.log(row.places / Math.max(1, placesPerEntry)));
      if (fits && row.map.equals(name) && distance < least) {
        least = distance;
        nearest = row;
      }
    }
    return nearest;
  }

  private static @Nullable String measured(Class<?> map) {
    for (Class<?> known :
        List.of(
            LinkedHashMap.class,
            HashMap.class,
            TreeMap.class,
            ConcurrentHashMap.class,
            ConcurrentSkipListMap.class)) {
      if (known.isAssignableFrom(map)) {
        return known.getSimpleName();
      }
    }
    return null;
  }

  /** The table, each row with its cells as they are documented. */
  static List<String> cells() {
    List<String> rows = new ArrayList<>();
    for (String line : TABLE.split("\n", -1)) {
      StringJoiner row = new StringJoiner("|");
      for (String cell : line.split("\\|", -1)) {
        row.add(cell.strip());
      }
      if (row.length() > 0) {
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static List<Row> parsed() {
    List<Row> rows = new ArrayList<>();
    for (String line : cells()) {
      String[] cells = line.split("\\|", -1);
      rows.add(
          new Row(
              Integer.parseInt(cells[0]),
              cells[1],
              Integer.parseInt(cells[2]),
              Integer.parseInt(cells[3]),
              number(cells[4]),
              number(cells[5]),
              number(cells[6]),
              number(cells[7])));
    }
    return rows;
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
