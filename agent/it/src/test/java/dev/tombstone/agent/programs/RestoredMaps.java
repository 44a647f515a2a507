package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * Does what it is told, line by line: {@code remove}, which deletes {@value #REMOVED} entries, or
 * {@code restore HOW CLASS …}, as {@link Restorer} takes it, or {@code touch CLASS …}, which
 * deletes {@value #TOUCHED_REMOVED} entries while a thread for each of these classes has it
 * retransformed and redefined.
 */
public final class RestoredMaps {
  /** How many entries are deleted at a time. */
  public static final int REMOVED = 100;

  /** How many entries are deleted while classes are touched. */
  public static final int TOUCHED_REMOVED = 2_000_000;

  private static final int TOUCHES = 10;

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
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "remove" -> remove(REMOVED);
        case "touch" -> touch(Arrays.copyOfRange(words, 1, words.length));
        case "restore" -> Restorer.restore(words[1], Arrays.copyOfRange(words, 2, words.length));
        default -> {}
      }
      System.out.println(words[0] + ": " + ++done);
    }
  }

  private static void touch(String... names) throws Exception {
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (String name : names) {
      tasks.add(
          new FutureTask<>(
              () -> {
                for (int j = 0; j < TOUCHES; j++) {
                  Restorer.touch(name);
                }
                return true;
              }));
    }
    for (FutureTask<Boolean> task : tasks) {
      new Thread(task, "toucher").start();
    }
    remove(TOUCHED_REMOVED / 2);
    for (FutureTask<Boolean> task : tasks) {
      task.get();
    }
    remove(TOUCHED_REMOVED / 2);
  }

  private static void remove(int entries) {
    Map<Integer, Integer> map = new Ledger();
    for (int i = 0; i < entries; i++) {
      map.put(i, i);
      map.remove(i);
    }
  }
}
