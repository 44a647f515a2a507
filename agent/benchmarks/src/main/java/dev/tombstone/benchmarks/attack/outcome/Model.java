package dev.tombstone.benchmarks.attack.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program says it did, read from the lines that {@code programs.Ledger} wrote.
 *
 * @param deletions what has to be counted
 * @param rates how often something went wrong that goes wrong without an agent as well
 * @param done whether the program got to its end
 */
public record Model(List<Deletions> deletions, Map<String, Rate> rates, boolean done) {

  /**
   * Deletions of one class and operation.
   *
   * @param most above it something is counted twice; no bound for classes that others use too
   */
  public record Deletions(String map, String operation, long least, long most, boolean missed) {}

  /** So many of so many. */
  public record Rate(long number, long of) {
    /** Both together. */
    public Rate plus(Rate other) {
      return new Rate(number + other.number, of + other.of);
    }
  }

  /** Of a program that was ended while it wrote, nothing. */
  public static Model parse(List<String> lines) {
    List<Deletions> deletions = new ArrayList<>();
    Map<String, Rate> rates = new TreeMap<>();
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals("done")) {
      return new Model(deletions, rates, false);
    }
    for (String line : lines.subList(0, lines.size() - 1)) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "removed", "missed" ->
            deletions.add(
                new Deletions(
                    words[1],
                    words[2],
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    words[0].equals("missed")));
        case "rate" ->
            rates.put(words[1], new Rate(Long.parseLong(words[2]), Long.parseLong(words[3])));
        default -> throw new IllegalArgumentException("no line of a model: " + line);
      }
    }
    return new Model(deletions, rates, true);
  }
}
