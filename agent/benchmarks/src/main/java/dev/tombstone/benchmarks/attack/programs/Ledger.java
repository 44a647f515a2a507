package dev.tombstone.benchmarks.attack.programs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The model: what the program deletes, by class and operation, and how often something went wrong.
 * Any thread adds; it never deletes from a map itself. {@link #write} says the form of the file.
 */
public final class Ledger {
  private static final int OPERATIONS = Op.values().length;

  private final Map<String, AtomicLongArray> byMap = new ConcurrentHashMap<>();
  private final Map<String, long[]> rates = new ConcurrentHashMap<>();

  /** So many entries left a map of this class. */
  public void removed(Class<?> map, Op op, long entries) {
    of(map).addAndGet(op.ordinal(), entries);
  }

  /** So many keyed removals found nothing. */
  public void missed(Class<?> map, Op op, long calls) {
    of(map).addAndGet(OPERATIONS + op.ordinal(), calls);
  }

  /** A keyed removal that found its key or did not. */
  public void keyed(Class<?> map, Op op, boolean hit) {
    of(map).incrementAndGet(hit ? op.ordinal() : OPERATIONS + op.ordinal());
  }

  /** That something which goes wrong without an agent as well happened here, or not. */
  public synchronized void tried(String name, boolean happened) {
    long[] rate = rates.computeIfAbsent(name, none -> new long[2]);
    rate[0] += happened ? 1 : 0;
    rate[1]++;
  }

  /** The same, so many times in so many trials. */
  public synchronized void tried(String name, long happened, long trials) {
    long[] rate = rates.computeIfAbsent(name, none -> new long[2]);
    rate[0] += happened;
    rate[1] += trials;
  }

  /**
   * Writes {@code model.txt}: {@code removed|missed CLASS OPERATION LEAST MOST}, {@code rate NAME
   * NUMBER OF}, and {@code done} at the end. Classes of the JDK have no upper bound: the JDK
   * deletes from them as well.
   */
  public void write(Path folder) throws IOException {
    try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("model.txt"))) {
      for (Map.Entry<String, AtomicLongArray> each : byMap.entrySet()) {
        for (Op op : Op.values()) {
          line(file, "removed", each.getKey(), op, each.getValue().get(op.ordinal()));
          if (op == Op.REMOVE || op == Op.REMOVE_VALUE) {
            line(file, "missed", each.getKey(), op, each.getValue().get(OPERATIONS + op.ordinal()));
          }
        }
      }
      for (Map.Entry<String, long[]> each : rates.entrySet()) {
        file.write(
            "rate " + each.getKey() + " " + each.getValue()[0] + " " + each.getValue()[1] + "\n");
      }
      file.write("done\n");
    }
  }

  private static void line(BufferedWriter file, String kind, String map, Op op, long number)
      throws IOException {
    long most = map.startsWith("java.") ? Long.MAX_VALUE : number;
    file.write(kind + " " + map + " " + op.id() + " " + number + " " + most + "\n");
  }

  private AtomicLongArray of(Class<?> map) {
    return byMap.computeIfAbsent(map.getName(), name -> new AtomicLongArray(2 * OPERATIONS));
  }
}
