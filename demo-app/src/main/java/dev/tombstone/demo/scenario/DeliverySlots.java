package dev.tombstone.demo.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Delivery slots that customers hold for a while, by day and hour, counted from the first.
 *
 * <p>Broken: the key's hash is day and hour added up, so slots of many days have one hash, and
 * every look-up goes through all of them. Fixed: the hash that a record has of its own.
 */
final class DeliverySlots {
  private static final int DAYS = 60;
  private static final int HOURS = 24;

  private final Map<Object, String> held = new HashMap<>();
  private final BiFunction<Integer, Integer, Object> key;
  private int next;

  private DeliverySlots(BiFunction<Integer, Integer, Object> key) {
    this.key = key;
    for (int slot = 0; slot < DAYS * HOURS; slot++) {
      hold(slot);
    }
  }

  static DeliverySlots broken() {
    return new DeliverySlots(SummedSlot::new);
  }

  static DeliverySlots fixed() {
    return new DeliverySlots(Slot::new);
  }

  /** Of whose hash nobody thought. */
  record SummedSlot(int day, int hour) {
    @Override
    public int hashCode() {
      return day + hour;
    }
  }

  /** The same, put right. */
  record Slot(int day, int hour) {}

  List<Worker> workers() {
    return List.of(new Worker("planner", this::round));
  }

  private void round() {
    release(next);
    hold(next);
    next = (next + 1) % (DAYS * HOURS);
  }

  void hold(int slot) {
    held.put(keyOf(slot), "customer " + slot);
  }

  boolean release(int slot) {
    return held.remove(keyOf(slot)) != null;
  }

  private Object keyOf(int slot) {
    return key.apply(slot / HOURS, slot % HOURS);
  }
}
