package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Does what it is told, line by line: {@code remove}, which deletes {@value #REMOVED} entries, or
 * {@code restore HOW CLASS …}, as {@link Restorer} takes it.
 */
public final class RestoredMaps {
  /** How many entries are deleted at a time. */
  public static final int REMOVED = 100;

  /** Whose deletions are counted. */
  public static final class Ledger extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private RestoredMaps() {}

  /** Runs until the end of standard input. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int done = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "remove" -> remove();
        case "restore" -> Restorer.restore(words[1], Arrays.copyOfRange(words, 2, words.length));
        default -> {}
      }
      System.out.println(words[0] + ": " + ++done);
    }
  }

  private static void remove() {
    Map<Integer, Integer> map = new Ledger();
    for (int i = 0; i < REMOVED; i++) {
      map.put(i, i);
      map.remove(i);
    }
  }
}
