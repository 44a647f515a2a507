package dev.tombstone.benchmarks.detail;

import dev.tombstone.benchmarks.hotkeys.ZipfDistribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One burst: two million removals as fast as they go, nine of ten of a key that comes once only,
 * the others drawn by Zipf's law. Then the agent is asked for the hundred hottest keys.
 *
 * <p>Argument: the file with the agent's port. Prints, a line each: {@code seconds} that the burst
 * took; {@code recall}, the share of the hundred whose true count reaches nine tenths of the
 * hundredth's.
 */
public final class BurstLoad {
  private static final int REMOVALS = 2_000_000;
  private static final int KEYS = 100_000;
  private static final double EXPONENT = 0.9;
  private static final int ONE_OFFS_IN_TEN = 9;
  private static final int MOST = 100;
  private static final double TOLERANCE = 0.9;
  private static final int LOOKS = 300;
  private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"(\\d+)\"");

  private BurstLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int[] counts = new int[KEYS];
    Long[] keys = keys(counts);
    URI agent = agent(Path.of(arguments[0]));
    Map<Long, Boolean> map = new HashMap<>();
    long began = System.nanoTime();
    for (Long key : keys) {
      map.put(key, true);
      map.remove(key);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.println(String.format(Locale.ROOT, "seconds %.3f", seconds));
    System.out.println(String.format(Locale.ROOT, "recall %.3f", recall(counts, hottest(agent))));
  }

  private static Long[] keys(int[] counts) {
    ZipfDistribution zipf = new ZipfDistribution(KEYS, EXPONENT);
    SplittableRandom random = new SplittableRandom(1);
    Long[] keys = new Long[REMOVALS];
    for (int i = 0; i < REMOVALS; i++) {
      long key = KEYS + i;
      if (random.nextInt(10) >= ONE_OFFS_IN_TEN) {
        int drawn = zipf.draw(random);
        counts[drawn]++;
        key = drawn;
      }
      keys[i] = key;
    }
    return keys;
  }

  /** Its endpoints, once they are up. */
  private static URI agent(Path portFile) throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (Files.exists(portFile) && Files.size(portFile) > 0) {
        return URI.create("http://127.0.0.1:" + Files.readString(portFile).strip());
      }
      Thread.sleep(100);
    }
    throw new IOException("no agent: " + portFile);
  }

  private static List<Integer> hottest(URI agent) throws IOException, InterruptedException {
    URI uri = agent.resolve("/hotkeys?window=all&k=" + MOST);
    HttpRequest question = HttpRequest.newBuilder(uri).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString());
    List<Integer> hottest = new ArrayList<>();
    for (Matcher key = KEY.matcher(answer.body()); key.find(); ) {
      hottest.add(Integer.parseInt(key.group(1)));
    }
    return hottest;
  }

  private static double recall(int[] counts, List<Integer> claimed) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    double least = TOLERANCE * sorted[KEYS - MOST];
    long right = claimed.stream().filter(key -> key < KEYS && counts[key] >= least).count();
    return (double) right / MOST;
  }
}
