package dev.tombstone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.demo.load.LoadGenerator;
import dev.tombstone.demo.scenario.Scenario;
import dev.tombstone.demo.store.ListenerRegistry;
import dev.tombstone.demo.web.ShopServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final Shop shop = new Shop();

  @Test
  void sessions_loggedInOutAndExpired_deletionsAreCounted() {
    shop.write(4, 1_000);
    shop.write(8, 1_000);
    shop.delete(4);
    shop.delete(4);
    assertThat(shop.deletions()).containsEntry("sessions", 1L);
    shop.sweep(1_000 + 60_000);
    assertThat(shop.deletions()).containsEntry("sessions", 2L).containsEntry("expiry index", 1L);
  }

  @Test
  void carts_takenOutAndPaid_deletionsAreCounted() {
    shop.write(2, 0);
    shop.write(2, 0);
    shop.delete(3);
    assertThat(shop.deletions()).containsEntry("carts", 1L);
    shop.write(6, 0);
    shop.delete(6);
    assertThat(shop.deletions()).containsEntry("carts", 2L);
  }

  @Test
  void storm_priceChanges_invalidateOneKey() {
    for (int i = 0; i < 100; i++) {
      shop.changePrice(LoadGenerator.STORM_PRODUCT);
    }
    assertThat(shop.deletions()).containsEntry("product cache", 99L);
  }

  @Test
  void priceChanges_openPages_hearOfThemAtTheSweep() {
    ListenerRegistry.Listener page = shop.openPage("product:1");
    ListenerRegistry.Listener other = shop.openPage("product:2");
    shop.changePrice("product:1");
    shop.changePrice("product:1");
    shop.sweep(0);
    shop.sweep(1);
    assertThat(page.heard()).isEqualTo(1);
    assertThat(other.heard()).isZero();
    assertThat(shop.listeners()).isEqualTo(2);
  }

  @Test
  void load_overHttp_reachesTheShopWithoutErrors() throws Exception {
    try (ShopServer server = new ShopServer(shop, 0)) {
      LoadGenerator load = new LoadGenerator(server.uri(), 5_000, 1);
      load.run(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
      assertThat(load.errors()).isZero();
      assertThat(shop.operations()).isPositive();
      assertThat(Summary.of(shop, load.storms(), load.errors(), 2).lines()).hasSize(5);
    }
  }

  @Test
  void options_parsed_orRefused() {
    assertThat(Options.parse("--seconds", "20", "--rate", "10"))
        .isEqualTo(new Options(20, 10, 42, 0, null, false));
    assertThatThrownBy(() -> Options.parse("--speed", "1")).hasMessageContaining("--speed");
    assertThatThrownBy(() -> Options.parse("--seconds", "long")).hasMessageContaining("number");
    assertThatThrownBy(() -> Options.parse("--seconds")).hasMessageContaining("value");
    assertThat(Options.parse("--fixed", "--scenario", "never-hits"))
        .isEqualTo(new Options(0, 5_000, 42, 0, Scenario.NEVER_HITS, true));
    assertThatThrownBy(() -> Options.parse("--scenario", "x")).hasMessageContaining("never-hits");
    assertThatThrownBy(() -> Options.parse("--fixed")).hasMessageContaining("--scenario");
  }
}
