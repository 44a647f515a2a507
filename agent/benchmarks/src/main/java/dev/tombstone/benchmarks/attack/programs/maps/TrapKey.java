package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A key that deletes from other maps whenever it is asked anything. */
final class TrapKey implements Comparable<TrapKey> {
  private final int number;
  private final Side side;

  TrapKey(int number, Side side) {
    this.number = number;
    this.side = side;
  }

  /** A key threw. */
  static final class Sprung extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Sprung() {
      super("sprung", null, false, false);
    }
  }

  /** The other maps, and what is done to them. */
  static final class Side {
    static final int DISARMED = -1;
    private static final int THROWING = 1;
    private static final int THROWS_AT = 7;

    private final Ledger ledger;
    private final Map<Object, Object> hash = new SideHash();
    private final Map<Object, Object> tree = new SideTree();
    private int kind = DISARMED;
    private int calls;
    private boolean inside;

    Side(Ledger ledger) {
      this.ledger = ledger;
    }

    void arm(int newKind) {
      kind = newKind;
    }

    private void spring() {
      if (kind == DISARMED || inside) {
        return;
      }
      inside = true;
      delete(hash);
      delete(tree);
      inside = false;
      if (kind == THROWING && ++calls == THROWS_AT) {
        throw new Sprung();
      }
    }

    private void delete(Map<Object, Object> map) {
      map.put(1, 1);
      ledger.keyed(map.getClass(), Op.REMOVE, map.remove(1) != null);
      ledger.keyed(map.getClass(), Op.REMOVE, map.remove(2) != null);
      ledger.keyed(map.getClass(), Op.REMOVE_VALUE, map.remove(3, 3));
      map.put(4, 4);
      map.values().removeIf(value -> value.equals(4));
      ledger.removed(map.getClass(), Op.REMOVE_IF, 1);
      map.put(5, 5);
      map.clear();
      ledger.removed(map.getClass(), Op.CLEAR, 1);
    }
  }

  private static final class SideHash extends HashMap<Object, Object> {}

  private static final class SideTree extends TreeMap<Object, Object> {}

  @Override
  public int hashCode() {
    side.spring();
    return number;
  }

  @Override
  public boolean equals(Object other) {
    side.spring();
    return other instanceof TrapKey key && key.number == number;
  }

  @Override
  public int compareTo(TrapKey other) {
    side.spring();
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    side.spring();
    throw new Sprung();
  }
}
