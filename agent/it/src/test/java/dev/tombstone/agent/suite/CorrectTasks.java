package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The map goes from task to task: started and joined, put in order by futures and barriers. */
final class CorrectTasks {
  private static final ExecutorService ONE =
      Executors.newSingleThreadExecutor(CorrectTasks::daemon);
  private static final ExecutorService FOUR = Executors.newFixedThreadPool(4, CorrectTasks::daemon);

  /** Counts residues; each half on a thread of its own, then added to one map. */
  private static final class Residues extends RecursiveTask<Map<Integer, Integer>> {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;

    Residues(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    protected Map<Integer, Integer> compute() {
      if (to - from < 200) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = from; i < to; i++) {
          counts.merge(i % 7, 1, Integer::sum);
        }
        return counts;
      }
      Residues left = new Residues(from, (from + to) / 2);
      left.fork();
      Map<Integer, Integer> sum = new Residues((from + to) / 2, to).compute();
      left.join().forEach((residue, count) -> sum.merge(residue, count, Integer::sum));
      return sum;
    }
  }

  private CorrectTasks() {}

  static List<Program> programs() {
    return List.of(
        Program.of("started and joined", CorrectTasks::startAndJoin),
        Program.of("a pool of one", CorrectTasks::poolOfOne),
        Program.of("invokeAll, one map each, added up after", CorrectTasks::invokeAll),
        Program.of("futures, one after the other", CorrectTasks::chain),
        Program.of("a latch", CorrectTasks::latch),
        Program.of("phases by a barrier", CorrectTasks::barrier),
        Program.of("phases by a phaser", CorrectTasks::phaser),
        Program.of("fork and join", CorrectTasks::forkAndJoin),
        Program.of("collect of a parallel stream", CorrectTasks::collected),
        Program.onVirtualThreads(
            "virtual threads, started and joined", CorrectTasks::startAndJoin));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "suite pool");
    thread.setDaemon(true);
    return thread;
  }

  private static List<Program.Body> startAndJoin() {
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          putAndRemove(map);
          Thread other = daemon(() -> putAndRemove(map));
          other.start();
          other.join();
          putAndRemove(map);
        });
  }

  private static List<Program.Body> poolOfOne() {
    Map<String, Integer> map = new TreeMap<>();
    return Program.twice(() -> ONE.submit(() -> putAndRemove(map)).get());
  }

  private static List<Program.Body> invokeAll() {
    Callable<Map<String, Integer>> task =
        () -> {
          Map<String, Integer> own = new HashMap<>();
          putAndRemove(own);
          own.put("left", 1);
          return own;
        };
    return List.of(
        () -> {
          Map<String, Integer> all = new HashMap<>();
          for (Future<Map<String, Integer>> own : FOUR.invokeAll(List.of(task, task, task, task))) {
            Map<String, Integer> map = own.get();
            all.putAll(map);
            map.clear();
          }
          all.clear();
        });
  }

  private static List<Program.Body> chain() {
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          CompletableFuture.runAsync(() -> putAndRemove(map), FOUR)
              .thenRunAsync(() -> putAndRemove(map), FOUR)
              .thenRun(() -> putAndRemove(map))
              .thenRunAsync(map::clear, FOUR)
              .get();
          putAndRemove(map);
        });
  }

  private static List<Program.Body> latch() {
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          CountDownLatch filled = new CountDownLatch(1);
          FOUR.execute(
              () -> {
                putAndRemove(map);
                filled.countDown();
              });
          filled.await();
          putAndRemove(map);
        });
  }

  private static List<Program.Body> barrier() {
    return List.of(
        () -> {
          CyclicBarrier barrier = new CyclicBarrier(2);
          inPhases(barrier::await);
        });
  }

  private static List<Program.Body> phaser() {
    return List.of(
        () -> {
          Phaser phaser = new Phaser(2);
          inPhases(phaser::arriveAndAwaitAdvance);
        });
  }

  /** Each of two tasks has one of two maps, and the other one after each end of a phase. */
  private static void inPhases(Callable<Integer> endOfPhase) throws Exception {
    List<Map<String, Integer>> maps = List.of(new HashMap<>(), new TreeMap<>());
    List<Future<?>> both = new ArrayList<>();
    for (int each = 0; each < 2; each++) {
      int first = each;
      both.add(
          FOUR.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  putAndRemove(maps.get((first + i) % 2));
                  endOfPhase.call();
                }
                return first;
              }));
    }
    for (Future<?> one : both) {
      one.get();
    }
  }

  private static List<Program.Body> forkAndJoin() {
    return List.of(
        () -> {
          Map<Integer, Integer> counts = ForkJoinPool.commonPool().invoke(new Residues(0, 2_000));
          if (counts.remove(0) != 286) {
            throw new IllegalStateException("wrong: " + counts);
          }
        });
  }

  private static List<Program.Body> collected() {
    return List.of(
        () -> {
          Map<Integer, List<Integer>> groups =
              IntStream.range(0, 2_000)
                  .boxed()
                  .parallel()
                  .collect(Collectors.groupingBy(i -> i % 7));
          groups.keySet().removeIf(residue -> residue > 3);
        });
  }
}
