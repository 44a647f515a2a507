package dev.tombstone.benchmarks.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Customers of the demo shop in the demo's own mix, 65 % reads, 22 % deletions, 13 % writes, as
 * fast as the shop answers. Arguments: address, measured seconds. An operation here is a request of
 * 25 of the shop's.
 */
public final class ShopLoad {
  private static final int CLIENTS = 4;
  private static final int BATCH = 25;
  private static final int THINGS = 100_000;

  private ShopLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    URI batch = URI.create("http://" + arguments[0] + "/batch");
    new Load(System.in, System.out, Integer.parseInt(arguments[1]))
        .run(CLIENTS, number -> new Client(batch, number));
    System.exit(0);
  }

  private static final class Client implements Load.Client {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI batch;
    private final SplittableRandom random;

    Client(URI batch, int seed) {
      this.batch = batch;
      random = new SplittableRandom(seed);
    }

    @Override
    public void operate() throws Exception {
      StringJoiner lines = new StringJoiner("\n");
      for (int i = 0; i < BATCH; i++) {
        lines.add(line());
      }
      HttpRequest request =
          HttpRequest.newBuilder(batch)
              .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("the shop answers " + status);
      }
    }

    /** Things of low number are asked for most. */
    private String line() {
      int percent = random.nextInt(100);
      char kind = percent < 65 ? 'R' : percent < 87 ? 'D' : 'W';
      return kind + Integer.toString((int) (Math.pow(random.nextDouble(), 4) * THINGS));
    }
  }
}
