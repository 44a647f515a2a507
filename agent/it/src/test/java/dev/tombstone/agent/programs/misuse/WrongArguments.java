package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Removals that pass something that looks right, at the rate of a service, behind lines that right
 * callers share.
 */
@SuppressWarnings({"CollectionIncompatibleType", "UnusedVariable", "ArrayAsKeyOfSetOrMap"})
public final class WrongArguments {
  private static final int MILLIS_A_ROUND = 5;
  private static final int KEPT = 400;

  /** A list of values for each key; {@code remove(key, value)} is the map's own. */
  private static final class Registry<K, V> extends HashMap<K, List<V>> {
    private static final long serialVersionUID = 1;

    void addOne(K key, V value) {
      computeIfAbsent(key, first -> new ArrayList<>()).add(value);
    }
  }

  private static final class Connection {}

  /** One line, and several callers. */
  private static final class Wallet {
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<String>> synchronizedListeners =
        Collections.synchronizedSet(new HashSet<>());

    void addListener(Consumer<String> listener) {
      listeners.add(listener);
      synchronizedListeners.add(listener);
    }

    void removeListener(Consumer<String> listener) {
      listeners.remove(listener);
      synchronizedListeners.remove(listener);
    }
  }

  /** Passes another object than it has added. */
  private static final class WrongSession {
    private int coins;

    void open(Wallet wallet) {
      wallet.addListener(this::onCoins);
    }

    void close(Wallet wallet) {
      wallet.removeListener(this::onCoins);
    }

    private void onCoins(String text) {
      coins += text.length();
    }
  }

  /** Passes the object that it has added. */
  private static final class RightSession {
    private int coins;
    private final Consumer<String> listener = this::onCoins;

    void open(Wallet wallet) {
      wallet.addListener(listener);
    }

    void close(Wallet wallet) {
      wallet.removeListener(listener);
    }

    private void onCoins(String text) {
      coins += text.length();
    }
  }

  private final Map<Long, String> byNumber = new HashMap<>();
  private final Map<byte[], Integer> tokens = new ConcurrentHashMap<>();
  private final Registry<String, Connection> connections = new Registry<>();
  private final Wallet wallet = new Wallet();

  private WrongArguments() {
    for (long i = 0; i < KEPT; i++) {
      byNumber.put(i, "text");
    }
  }

  /**
   * Goes round.
   *
   * @param arguments a file to wait for before the start, and for how many milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    long end = System.currentTimeMillis() + Long.parseLong(arguments[1]);
    WrongArguments program = new WrongArguments();
    int round = 0;
    while (System.currentTimeMillis() < end) {
      program.round(round++);
      Thread.sleep(MILLIS_A_ROUND);
    }
  }

  private void round(int round) {
    int id = round % KEPT;
    firstLine(id);
    secondLine(id);
    thirdLine(id);
    fourthLine(id);
    removeBySameBytes(round);
    removeElement(round);
    removeByMap(id);
    dropAll(List.of(id, id + 1));
    dropValue(id);
    if (round % 4 == 0) {
      RightSession right = new RightSession();
      right.open(wallet);
      right.close(wallet);
    } else {
      WrongSession wrong = new WrongSession();
      wrong.open(wallet);
      wrong.close(wallet);
    }
    if (wallet.listeners.size() > KEPT) {
      wallet.listeners.clear();
      wallet.synchronizedListeners.clear();
      tokens.clear();
      connections.clear();
    }
  }

  private void firstLine(int id) {
    byNumber.remove(id);
  }

  private void secondLine(int id) {
    byNumber.remove(id);
  }

  private void thirdLine(int id) {
    byNumber.remove(id);
  }

  private void fourthLine(int id) {
    byNumber.remove(id);
  }

  private void removeBySameBytes(int round) {
    byte[] token = {1, (byte) round, (byte) (round >> 8)};
    tokens.put(token, round);
    tokens.remove(token.clone());
  }

  private void removeElement(int round) {
    Connection connection = new Connection();
    connections.addOne("host" + round % 20, connection);
    connections.remove("host" + round % 20, connection);
  }

  /** The key of the map has a Long where this one has an Integer. */
  private void removeByMap(int id) {
    Map<Map<String, Object>, String> rows = new HashMap<>();
    rows.put(new HashMap<>(Map.of("id", (long) id)), "row");
    rows.remove(new HashMap<>(Map.<String, Object>of("id", id)));
  }

  /** The values are texts. */
  private void dropValue(int id) {
    byNumber.values().remove(id);
  }

  private void dropAll(List<Integer> ids) {
    byNumber.keySet().removeAll(ids);
  }
}
