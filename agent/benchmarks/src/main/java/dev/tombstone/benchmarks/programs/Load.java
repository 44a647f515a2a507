package dev.tombstone.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: every thread does its next operation as soon as the last one is done. The warm-up
 * ends when a line comes in on standard input; of what falls into it only the throughput from
 * second {@value #EARLY_SECONDS} to {@value #SETTLED_SECONDS} is measured.
 */
final class Load {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long EARLY_SECONDS = 5;
  private static final long SETTLED_SECONDS = 60;

  private final InputStream in;
  private final PrintStream out;
  private final long measuredNanos;

  private final long loaded = System.nanoTime();
  private final LongAdder early = new LongAdder();
  private volatile boolean warm;

  /** When the warm-up was over; written before {@code warm}. */
  private long begin;

  Load(InputStream in, PrintStream out, int measuredSeconds) {
    this.in = in;
    this.out = out;
    measuredNanos = TimeUnit.SECONDS.toNanos(measuredSeconds);
  }

  /** One thread's operations, one a call. */
  interface Client {
    void operate() throws Exception;
  }

  /** Makes a thread's client. */
  interface Clients {
    Client client(int thread) throws Exception;
  }

  /** Runs it, prints the results, and waits until standard input ends. */
  void run(int threads, Clients clients) throws Exception {
    Histogram all = measure(threads, clients);
    print("throughput", all.getTotalCount() / (measuredNanos / 1e9));
    print("p99", all.getValueAtPercentile(99) / 1e3);
    double last = Math.min(SETTLED_SECONDS, (System.nanoTime() - loaded) / 1e9);
    print("early", early.sum() / Math.max(1, last - EARLY_SECONDS));
    out.println("end");
    out.flush();
    awaitEndOfInput();
  }

  Histogram measure(int threads, Clients clients) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Client> ready = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        ready.add(clients.client(i));
      }
      List<Future<Histogram>> results = new ArrayList<>();
      for (Client client : ready) {
        Callable<Histogram> loop = () -> loop(client);
        results.add(pool.submit(loop));
      }
      awaitLine();
      begin = System.nanoTime();
      warm = true;
      out.println("begin");
      out.flush();
      return sum(results);
    } finally {
      pool.shutdownNow();
    }
  }

  private Histogram loop(Client client) throws Exception {
    while (!warm) {
      client.operate();
      countIfEarly(System.nanoTime());
    }
    Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    long now = System.nanoTime();
    while (now - begin < measuredNanos) {
      client.operate();
      long after = System.nanoTime();
      countIfEarly(after);
      if (after - begin < measuredNanos) {
        latencies.recordValue(Math.min(after - now, LONGEST_NANOS));
      }
      now = after;
    }
    return latencies;
  }

  private void countIfEarly(long now) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - loaded);
    if (seconds >= EARLY_SECONDS && seconds < SETTLED_SECONDS) {
      early.increment();
    }
  }

  /** Operations until this many seconds after the start of the JVM, which are not many. */
  long untilSecond(int last, int threads, Clients clients) throws Exception {
    long startMillis = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    long end = startMillis + TimeUnit.SECONDS.toMillis(last);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Client client = clients.client(i);
        Callable<Long> loop =
            () -> {
              long operations = 0;
              while (System.currentTimeMillis() < end) {
                client.operate();
                operations++;
              }
              return operations;
            };
        results.add(pool.submit(loop));
      }
      long all = 0;
      for (Future<Long> result : results) {
        all += result.get();
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Histogram sum(List<Future<Histogram>> results)
      throws InterruptedException, ExecutionException {
    Histogram all = new Histogram(LONGEST_NANOS, 3);
    for (Future<Histogram> result : results) {
      all.add(result.get());
    }
    return all;
  }

  private void print(String name, double value) {
    out.println(String.format(Locale.ROOT, "%s %.3f", name, value));
  }

  private void awaitLine() throws IOException {
    int read;
    do {
      read = in.read();
      if (read < 0) {
        throw new EOFException("no line that ends the warm-up");
      }
    } while (read != '\n');
  }

  private void awaitEndOfInput() throws IOException {
    while (in.read() >= 0) {
      continue;
    }
  }
}
