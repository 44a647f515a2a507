package dev.tombstone.benchmarks.hazards;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What it costs to be rid of a share of a map's entries, in each of the ways there are. Each round
 * fills a map of {@value #ENTRIES} entries, which is not timed, and takes the time of one way.
 * Shown is what a tenth of the rounds stay below: others on the machine make a round longer, none
 * shorter.
 *
 * <p>A way leaves the map that goes on being used: of {@code clear} and of a loop the same one,
 * with its table; of a new map and of a copy of what stays another.
 */
final class ClearCosts {
  static final int ENTRIES = 10_000;

  private static final int ROUNDS = 100;
  private static final int WARM_UP_ROUNDS = 100;
  private static final List<String> MAPS =
      List.of("HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "ConcurrentSkipListMap");
  private static final int[] PERCENT_REMOVED = {1, 50, 90, 99, 100};
  private static final int[] PLACES_PER_ENTRY = {1, 16, 64};

  /** Keeps the compiler from leaving work out. */
  private static volatile int sink;

  /** How entries are removed. */
  enum Way {
    /** A loop over the entries that removes by its iterator. */
    ITERATOR {
      @Override
      Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent) {
        Iterator<Map.Entry<Integer, Integer>> each = map.entrySet().iterator();
        while (each.hasNext()) {
          if (goes(each.next().getValue(), percent)) {
            each.remove();
          }
        }
        return map;
      }
    },
    /** {@code removeIf} on the values. */
    REMOVE_IF {
      @Override
      Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent) {
        map.values().removeIf(value -> goes(value, percent));
        return map;
      }
    },
    /** {@code clear}: for all only. */
    CLEAR {
      @Override
      Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent) {
        map.clear();
        return map;
      }
    },
    /** A new map in its place: for all only. */
    NEW_MAP {
      @Override
      Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent) {
        return made(kind, 16);
      }
    },
    /** A new map with what stays. */
    COPY {
      @Override
      Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent) {
        Map<Integer, Integer> kept = made(kind, 16);
        for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
          if (!goes(entry.getValue(), percent)) {
            kept.put(entry.getKey(), entry.getValue());
          }
        }
        return kept;
      }
    };

    abstract Map<Integer, Integer> remove(Map<Integer, Integer> map, String kind, int percent);
  }

  private ClearCosts() {}

  /** Prints the table. */
  static void print(PrintStream out) {
    out.println();
    out.println(
        "| map | removed | places an entry | iterator, ns an entry | removeIf | clear | new map"
            + " | copy of what stays | best over iterator |");
    out.println("|" + "---|".repeat(9));
    for (String map : MAPS) {
      for (int percent : PERCENT_REMOVED) {
        for (int places : PLACES_PER_ENTRY) {
          if (places == 1 || map.contains("Hash")) {
            row(out, map, percent, places);
          }
        }
      }
    }
  }

  private static void row(PrintStream out, String map, int percent, int places) {
    double[] nanos = new double[Way.values().length];
    double best = Double.MAX_VALUE;
    for (Way way : Way.values()) {
      boolean fits = percent == 100 || (way != Way.CLEAR && way != Way.NEW_MAP);
      nanos[way.ordinal()] = fits ? lowestTenth(way, map, percent, places) : Double.NaN;
      if (fits && way != Way.ITERATOR) {
        best = Math.min(best, nanos[way.ordinal()]);
      }
    }
    StringBuilder cells = new StringBuilder();
    for (double cell : nanos) {
      cells.append(
          Double.isNaN(cell) ? " |" : String.format(Locale.ROOT, " %.2f |", cell / ENTRIES));
    }
    out.printf(
        Locale.ROOT,
        "| %s | %d %% | %d |%s %.1f × |%n",
        map,
        percent,
        places,
        cells,
        nanos[Way.ITERATOR.ordinal()] / best);
  }

  private static double lowestTenth(Way way, String kind, int percent, int places) {
    long[] nanos = new long[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      Map<Integer, Integer> map = filled(kind, places);
      long start = System.nanoTime();
      Map<Integer, Integer> left = way.remove(map, kind, percent);
      long took = System.nanoTime() - start;
      sink = left.size();
      if (round >= 0) {
        nanos[round] = took;
      }
    }
    Arrays.sort(nanos);
    return nanos[ROUNDS / 10];
  }

  /** Keys that are spread over the table. */
  private static Map<Integer, Integer> filled(String kind, int places) {
    Map<Integer, Integer> map = made(kind, ENTRIES * places);
    for (int i = 0; i < ENTRIES; i++) {
      map.put(i * 0x9E3779B1, i);
    }
    return map;
  }

  private static Map<Integer, Integer> made(String kind, int capacity) {
    return switch (kind) {
      case "HashMap" -> new HashMap<>(capacity);
      case "LinkedHashMap" -> new LinkedHashMap<>(capacity);
      case "ConcurrentHashMap" -> new ConcurrentHashMap<>(capacity);
      case "TreeMap" -> new TreeMap<>();
      default -> new ConcurrentSkipListMap<>();
    };
  }

  private static boolean goes(int value, int percent) {
    return value % 100 < percent;
  }
}
