package dev.tombstone.demo;

import dev.tombstone.demo.load.LoadGenerator;
import dev.tombstone.demo.scenario.Scenario;
import dev.tombstone.demo.scenario.ScenarioRun;
import dev.tombstone.demo.web.ShopServer;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the shop and its customers until the time is up or the process is told to end. */
public final class ShopMain {
  private ShopMain() {}

  /** See {@link Options#USAGE}. */
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    Scenario scenario = options.scenario();
    if (scenario == null) {
      run(options);
    } else {
      run(scenario, options);
    }
  }

  private static void run(Scenario scenario, Options options) {
    ScenarioRun run = ScenarioRun.start(scenario, options.corrected());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  run.stop();
                  System.out.println(run.summary());
                }));
    try {
      TimeUnit.SECONDS.sleep(options.seconds() == 0 ? Long.MAX_VALUE : options.seconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(0);
  }

  private static void run(Options options) throws IOException {
    Shop shop = new Shop();
    long start = System.nanoTime();
    ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> sweeps =
        sweeper.scheduleAtFixedRate(
            () -> shop.sweep(System.currentTimeMillis()), 1, 1, TimeUnit.SECONDS);
    try (ShopServer server = new ShopServer(shop, options.port())) {
      LoadGenerator load = new LoadGenerator(server.uri(), options.rate(), options.seed());
      AtomicBoolean told = new AtomicBoolean();
      Runnable summary =
          () -> {
            if (told.compareAndSet(false, true)) {
              double seconds = (System.nanoTime() - start) / 1e9;
              System.out.println(Summary.of(shop, load.storms(), load.errors(), seconds));
            }
          };
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    load.stop();
                    summary.run();
                  }));
      long patience =
          options.seconds() == 0 ? Long.MAX_VALUE / 2 : TimeUnit.SECONDS.toNanos(options.seconds());
      load.run(start + patience);
      summary.run();
    } finally {
      sweeps.cancel(false);
      sweeper.shutdownNow();
    }
    System.exit(0);
  }
}
