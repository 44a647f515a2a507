package dev.tombstone.benchmarks.attack.programs.threads;

import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Many threads that delete a little and end; virtual ones where the JDK has them and wants them.
 */
public final class ShortThreads {
  private static final int PLATFORM_THREADS = 12_000;
  private static final int VIRTUAL_THREADS = 60_000;
  private static final int DELETIONS = 20;
  private static final int AT_ONCE = 2_000;

  private ShortThreads() {}

  private static final class Own extends HashMap<Object, Object> {}

  /** Folder, seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Ledger ledger = new Ledger();
    run(task -> new Thread(task).start(), PLATFORM_THREADS, 200);
    ledger.removed(Own.class, Op.REMOVE, (long) PLATFORM_THREADS * DELETIONS);
    ledger.missed(Own.class, Op.REMOVE, PLATFORM_THREADS);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  /** The same on virtual threads. */
  public static final class Virtual {
    private Virtual() {}

    /** Folder, seed. */
    public static void main(String[] arguments)
        throws IOException, InterruptedException, ReflectiveOperationException {
      Ledger ledger = new Ledger();
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      run(task -> invoke(start, task), VIRTUAL_THREADS, AT_ONCE);
      ledger.removed(Own.class, Op.REMOVE, (long) VIRTUAL_THREADS * DELETIONS);
      ledger.missed(Own.class, Op.REMOVE, VIRTUAL_THREADS);
      StillWorks.print();
      ledger.write(Path.of(arguments[0]));
    }

    private static void invoke(Method start, Runnable task) {
      try {
        start.invoke(null, task);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void run(Executor executor, int threads, int atOnce) throws InterruptedException {
    for (int begun = 0; begun < threads; begun += atOnce) {
      CountDownLatch latch = new CountDownLatch(atOnce);
      for (int i = 0; i < atOnce; i++) {
        executor.execute(() -> delete(latch));
      }
      latch.await();
    }
  }

  private static void delete(CountDownLatch latch) {
    Map<Object, Object> map = new Own();
    for (int key = 0; key < DELETIONS; key++) {
      map.put(key, key);
    }
    for (int key = 0; key <= DELETIONS; key++) {
      map.remove(key);
      if (key % 8 == 0) {
        Thread.yield();
      }
    }
    latch.countDown();
  }
}
