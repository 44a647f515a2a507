package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removals that find nothing now and then, by keys that equal themselves only, by keys whose hashes
 * are alike, by values that were replaced: all of them right.
 */
@SuppressWarnings({"ArrayAsKeyOfSetOrMap", "CollectionIncompatibleType"})
public final class RightArguments {
  private static final int ROUNDS = 3_000;
  private static final int BUFFERS = 16;

  /** Many of its objects have one hash. */
  private record Point(int x, int y) {
    @Override
    public int hashCode() {
      return x + y;
    }
  }

  private static final class Placeholder {}

  private final Map<byte[], Integer> lent = new HashMap<>();
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
  private final Map<Point, String> points = new HashMap<>();
  private final Map<String, Object> states = new ConcurrentHashMap<>();
  private final Map<Thread, String> owners = new ConcurrentHashMap<>();
  private int runs;

  private RightArguments() {}

  /**
   * Runs all.
   *
   * @param arguments a file to wait for before the start, and one whose coming ends the program
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    RightArguments program = new RightArguments();
    for (int round = 0; round < ROUNDS; round++) {
      program.buffers(round);
      program.runOnce(program::run);
      program.points(round);
      program.states(round);
      program.threads(round);
      if (round % 10 == 0) {
        Thread.sleep(5);
      }
    }
    System.out.println("all rounds done");
    Together.awaitFile(arguments[1]);
  }

  /** Buffers are lent and given back, some of them twice; what is in them does not matter. */
  private void buffers(int round) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < BUFFERS; i++) {
      byte[] buffer = {7, 7, 7};
      lent.put(buffer, round);
      all.add(buffer);
    }
    for (byte[] buffer : all) {
      giveBack(buffer);
    }
    lent.put(new byte[] {7, 7, 7}, round);
    giveBack(all.get(0));
    if (round % 100 == 0) {
      lent.clear();
    }
  }

  private void giveBack(byte[] buffer) {
    lent.remove(buffer);
  }

  /** Called with an object made for the call, which it adds itself. */
  private void runOnce(Runnable task) {
    running.add(task);
    running.add(() -> runs += task.hashCode());
    try {
      task.run();
    } finally {
      running.remove(task);
    }
    if (running.size() > BUFFERS) {
      running.clear();
    }
  }

  private void run() {
    runs++;
    if (runs % 3 == 0) {
      // As at a shutdown: what runs is not in the set any more when it is removed.
      running.clear();
      running.add(() -> runs++);
    }
  }

  /** Looks for points of which many have the hash of one that is there. */
  private void points(int round) {
    points.put(new Point(round % 50, 1), "point");
    for (int i = 0; i < 4; i++) {
      points.remove(new Point(i, round % 50));
    }
  }

  /** A state that another may have replaced meanwhile is removed only if it has not. */
  private void states(int round) {
    String name = "state" + round % 8;
    Placeholder placeholder = new Placeholder();
    states.put(name, placeholder);
    if (round % 2 == 0) {
      states.put(name, "the real one");
    }
    states.remove(name, placeholder);
  }

  /** Threads are keys; a thread that has none of its own is removed all the same. */
  private void threads(int round) {
    Thread thread = new Thread(() -> runs++);
    owners.put(new Thread(() -> runs++), "other");
    if (round % 5 == 0) {
      owners.put(thread, "own");
    }
    owners.remove(thread);
    if (owners.size() > BUFFERS) {
      owners.clear();
    }
  }
}
