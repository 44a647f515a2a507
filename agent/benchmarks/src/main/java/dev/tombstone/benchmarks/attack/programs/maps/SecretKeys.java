package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Signals;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deletes by keys that nobody may see, some of them changed while they are in the map. */
public final class SecretKeys {
  /** What every key begins with. */
  public static final String MARK = "secret-";

  /** What a list with a key grows by while it is a key itself. */
  public static final String MORE = "more";

  /** How many keys there are. */
  public static final int KEYS = 40;

  private static final int ROUNDS = 50;

  private SecretKeys() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<Object, Object> map = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < KEYS; i++) {
        map.put(key(i), i);
        map.remove(key(i));
        changeInside(i);
      }
    }
    Signals signals = new Signals(Path.of(arguments[0]));
    signals.ready();
    signals.awaitDone(() -> {});
    StillWorks.print();
    new Ledger().write(Path.of(arguments[0]));
  }

  /** The key of this number, from 0. */
  public static String key(int number) {
    return MARK + number;
  }

  /** A list as key: its hash becomes another one when it grows. */
  private static void changeInside(int i) {
    Map<Object, Object> map = new HashMap<>();
    List<Object> key = new ArrayList<>(List.of(key(i)));
    map.put(key, i);
    key.add(MORE);
    map.remove(key);
  }
}
