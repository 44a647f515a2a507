package dev.tombstone.demo.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers: a steady number of operations a second over HTTP, {@value #BATCH} to a request as a
 * gateway would send them, and every minute a storm of price changes of one product.
 */
public final class LoadGenerator {
  private static final int BATCH = 25;
  private static final int STORM_REQUESTS = 40;
  private static final int STORM_CHANGES = 500;
  private static final long FIRST_STORM_NANOS = 5_000_000_000L;
  private static final long STORM_PERIOD_NANOS = 60_000_000_000L;

  /** The product whose price the storm changes. */
  public static final String STORM_PRODUCT = "product:1047";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI shop;
  private final int rate;
  private final OperationMix mix;
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong storms = new AtomicLong();
  private volatile boolean stopped;

  /** A generator of {@code rate} operations a second against this shop. */
  public LoadGenerator(URI shop, int rate, long seed) {
    this.shop = shop;
    this.rate = rate;
    mix = new OperationMix(seed);
  }

  /**
   * Sends until {@link #stop} or the deadline of {@link System#nanoTime}; behind schedule it does
   * not hurry.
   */
  public void run(long deadlineNanos) {
    long gapNanos = BATCH * 1_000_000_000L / rate;
    long next = System.nanoTime();
    long storm = next + FIRST_STORM_NANOS;
    while (!stopped && System.nanoTime() < deadlineNanos) {
      if (System.nanoTime() >= storm) {
        storm += STORM_PERIOD_NANOS;
        storm();
      }
      send("batch", batch());
      next = Math.max(next + gapNanos, System.nanoTime() - 10 * gapNanos);
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** Ends {@link #run}. */
  public void stop() {
    stopped = true;
  }

  /** Requests that failed. */
  public long errors() {
    return errors.get();
  }

  /** Storms sent. */
  public long storms() {
    return storms.get();
  }

  private void storm() {
    storms.incrementAndGet();
    for (int i = 0; i < STORM_REQUESTS && !stopped; i++) {
      send("prices/" + STORM_PRODUCT + "?changes=" + STORM_CHANGES, "");
    }
  }

  private String batch() {
    StringJoiner operations = new StringJoiner("\n");
    for (int i = 0; i < BATCH; i++) {
      operations.add(mix.next());
    }
    return operations.toString();
  }

  private void send(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(shop.resolve(path))
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        errors.incrementAndGet();
      }
    } catch (IOException e) {
      if (!stopped) {
        errors.incrementAndGet();
      }
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }
}
