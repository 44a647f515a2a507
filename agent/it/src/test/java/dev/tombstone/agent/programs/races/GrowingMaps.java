package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Maps whose tables are resized or cleaned up while entries are removed from them. */
public final class GrowingMaps {
  private static final int KEYS = 400_000;

  private GrowingMaps() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments a file to wait for before the start
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    while (true) {
      growAndRemove(new HashMap<>());
      growAndRemove(new ConcurrentHashMap<>());
      collected(new WeakHashMap<>());
      System.out.println("round");
    }
  }

  private static void growAndRemove(Map<Integer, Integer> map) throws Exception {
    boolean[] grown = {false};
    Thread remover =
        new Thread(
            () -> {
              for (int key = 0; !grown[0]; key = (key + 1) % KEYS) {
                try {
                  map.remove(key);
                } catch (RuntimeException corrupted) {
                  return;
                }
                Thread.onSpinWait();
              }
            });
    remover.setDaemon(true);
    remover.start();
    try {
      for (int key = 0; key < KEYS; key++) {
        map.put(key, key);
      }
    } catch (RuntimeException corrupted) {
      System.out.println("corrupted");
    }
    grown[0] = true;
    remover.join(1_000);
  }

  private static void collected(Map<Object, Integer> map) throws InterruptedException {
    for (int key = 0; key < KEYS; key++) {
      map.put(new Object(), key);
    }
    System.gc();
    Thread.sleep(200);
    map.get(map);
  }
}
