package dev.tombstone.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
  @Test
  void abandonedCarts_removedInTheLoop_sweepFails() {
    AbandonedCarts carts = AbandonedCarts.broken();
    touchThree(carts);
    assertThatThrownBy(() -> carts.sweepInTheLoop(1))
        .isInstanceOf(ConcurrentModificationException.class);
    assertThat(carts.size()).isEqualTo(2);
  }

  @Test
  void abandonedCarts_removeIf_allAreDropped() {
    AbandonedCarts carts = AbandonedCarts.fixed();
    touchThree(carts);
    carts.sweep(1);
    assertThat(carts.size()).isZero();
  }

  @Test
  void productPages_savedProduct_isEvictedByItsNumberOnly() {
    ProductPages broken = ProductPages.broken();
    broken.show(4711);
    broken.saved("/products/4711");
    assertThat(broken.cached()).isEqualTo(1);
    ProductPages fixed = ProductPages.fixed();
    fixed.show(4711);
    fixed.saved("/products/4711");
    assertThat(fixed.cached()).isZero();
  }

  @Test
  void unpaidOrders_markedFirst_staysInTheSet() {
    UnpaidOrders broken = UnpaidOrders.broken();
    broken.paid(broken.place());
    assertThat(broken.waiting()).isEqualTo(1);
    UnpaidOrders fixed = UnpaidOrders.fixed();
    fixed.paid(fixed.place());
    assertThat(fixed.waiting()).isZero();
  }

  @Test
  void shippingQuotes_answeredAtOnce_leaveTheMapOnlyOnceTheyAreIn() {
    ShippingQuotes broken = ShippingQuotes.broken();
    assertThat(broken.quote(1)).isCompletedWithValue("free for 1");
    assertThat(broken.pending()).isEqualTo(1);
    ShippingQuotes fixed = ShippingQuotes.fixed();
    assertThat(fixed.quote(1)).isCompletedWithValue("free for 1");
    assertThat(fixed.pending()).isZero();
  }

  @Test
  void recentPages_moreThanTheCacheHolds_areEvicted() {
    RecentPages broken = RecentPages.broken();
    RecentPages fixed = RecentPages.fixed();
    for (int page = 0; page < 40; page++) {
      assertThat(broken.show(page)).isEqualTo(fixed.show(page));
    }
    assertThat(broken.cached()).isEqualTo(32);
    assertThat(fixed.cached()).isEqualTo(40);
  }

  @Test
  void deliverySlots_areReleasedOnce_whateverTheirHash() {
    for (DeliverySlots slots : List.of(DeliverySlots.broken(), DeliverySlots.fixed())) {
      assertThat(slots.release(30)).isTrue();
      assertThat(slots.release(30)).isFalse();
      slots.hold(30);
      assertThat(slots.release(30)).isTrue();
    }
    assertThat(new DeliverySlots.SummedSlot(1, 2))
        .hasSameHashCodeAs(new DeliverySlots.SummedSlot(2, 1));
  }

  @Test
  void visitHistories_visitsThatAreOver_goOnlyIfTheyAreHeldWeakly() {
    VisitHistories broken = VisitHistories.broken();
    VisitHistories fixed = VisitHistories.fixed();
    for (int visit = 0; visit < 100; visit++) {
      assertThat(broken.visit()).isEqualTo(fixed.visit());
    }
    while (fixed.known() > 1) {
      System.gc();
    }
    assertThat(broken.known()).isEqualTo(100);
  }

  @Test
  void reservations_thatHaveRunOut_areLetGoOf() {
    for (Reservations each : List.of(Reservations.broken(), Reservations.fixed())) {
      each.hold(1, new Reservations.Reservation("early", 10));
      each.hold(2, new Reservations.Reservation("late", 30));
      each.clean(20);
      assertThat(each.held()).isEqualTo(1);
    }
  }

  @Test
  void withdrawnOffers_areTakenOutEitherWay() {
    assertThat(WithdrawnOffers.broken().left()).isEqualTo(1_999);
    assertThat(WithdrawnOffers.fixed().left()).isEqualTo(1_999);
  }

  @Test
  void supplierLinks_moreThanAreKept_areClosedByTheMapThatOwnsThem() {
    SupplierLinks broken = SupplierLinks.broken();
    SupplierLinks fixed = SupplierLinks.fixed();
    for (int supplier = 0; supplier < 100; supplier++) {
      assertThat(broken.ask(supplier)).isEqualTo(fixed.ask(supplier));
    }
    assertThat(broken.open()).isEqualTo(100);
    assertThat(fixed.open()).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void scenario_corrected_runsWithoutErrors(Scenario scenario) throws Exception {
    ScenarioRun run = ScenarioRun.start(scenario, true);
    while (!run.summary().matches("rounds [1-9].*")) {
      Thread.onSpinWait();
    }
    run.stop();
    assertThat(run.summary()).endsWith("errors 0");
    assertThat(Scenario.of(scenario.id())).isSameAs(scenario);
  }

  @Test
  void scenario_unknownId_namesThoseThereAre() {
    assertThatThrownBy(() -> Scenario.of("fly"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no scenario fly")
        .hasMessageContaining("never-hits")
        .hasMessageContaining("removal-during-resize");
  }

  @Test
  void demoScript_help_namesEveryScenario() throws Exception {
    assertThat(Files.readString(Path.of("../demo"))).contains(Scenario.list());
  }

  private static void touchThree(AbandonedCarts carts) {
    carts.touch("cart:1");
    carts.touch("cart:2");
    carts.touch("cart:3");
  }
}
