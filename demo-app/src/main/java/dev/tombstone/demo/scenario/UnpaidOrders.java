package dev.tombstone.demo.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Orders that wait for their payment. One thread does it all.
 *
 * <p>Broken: the order is marked as paid first, which changes its hash code; the set then looks for
 * it in the wrong place and keeps it. Fixed: it is taken out first.
 */
final class UnpaidOrders {
  private static final int PER_ROUND = 20;
  private static final int PER_DAY = 200;

  /** An order; its state is part of what makes it equal to another. */
  static final class Order {
    private final long number;
    private boolean paid;

    Order(long number) {
      this.number = number;
    }

    void markPaid() {
      paid = true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Order order && order.number == number && order.paid == paid;
    }

    @Override
    public int hashCode() {
      return Objects.hash(number, paid);
    }
  }

  private final Set<Order> unpaid = new HashSet<>();
  private final boolean marksFirst;
  private long last;

  private UnpaidOrders(boolean marksFirst) {
    this.marksFirst = marksFirst;
  }

  static UnpaidOrders broken() {
    return new UnpaidOrders(true);
  }

  static UnpaidOrders fixed() {
    return new UnpaidOrders(false);
  }

  List<Worker> workers() {
    return List.of(new Worker("payments", this::round));
  }

  private void round() {
    for (int i = 0; i < PER_ROUND; i++) {
      paid(place());
    }
    if (last % PER_DAY == 0) {
      unpaid.clear();
    }
  }

  Order place() {
    Order order = new Order(++last);
    unpaid.add(order);
    return order;
  }

  /** The payment has come in. */
  void paid(Order order) {
    if (marksFirst) {
      order.markPaid();
      unpaid.remove(order);
    } else {
      unpaid.remove(order);
      order.markPaid();
    }
  }

  int waiting() {
    return unpaid.size();
  }
}
