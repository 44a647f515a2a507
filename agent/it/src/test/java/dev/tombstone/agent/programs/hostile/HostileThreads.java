package dev.tombstone.agent.programs.hostile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Threads whose every method that can be overridden deletes, and throws at last. */
public final class HostileThreads {
  private static final int DELETIONS = 20_000;

  /** The agent's detectors start meanwhile: they do not hold the program up. */
  private static final int MILLIS_BEFORE = 2_000;

  private static final AtomicLong CALLS = new AtomicLong();
  private static volatile boolean armed;

  private static final class Deletions extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private static final class Hostile extends Thread {
    private final Map<Integer, Integer> own = new HashMap<>();

    Hostile(Runnable task) {
      super(task, "hostile");
    }

    private void called() {
      if (armed && Thread.currentThread() instanceof Hostile) {
        CALLS.incrementAndGet();
        own.put(1, 1);
        own.remove(1);
        throw new IllegalStateException("the thread's own method was called");
      }
    }

    @Override
    @SuppressWarnings("deprecation")
    public long getId() {
      called();
      return super.getId();
    }

    @Override
    public State getState() {
      called();
      return super.getState();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      called();
      return super.getStackTrace();
    }

    @Override
    public ClassLoader getContextClassLoader() {
      called();
      return super.getContextClassLoader();
    }

    @Override
    public UncaughtExceptionHandler getUncaughtExceptionHandler() {
      called();
      return super.getUncaughtExceptionHandler();
    }

    @Override
    public boolean isInterrupted() {
      called();
      return super.isInterrupted();
    }

    @Override
    public void interrupt() {
      called();
      super.interrupt();
    }

    @Override
    public String toString() {
      called();
      return super.toString();
    }
  }

  private HostileThreads() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    Thread.sleep(MILLIS_BEFORE);
    armed = true;
    Map<Integer, Integer> shared = new HashMap<>();
    Thread one = new Hostile(() -> delete(shared));
    Thread other = new Hostile(() -> delete(shared));
    one.start();
    other.start();
    one.join();
    other.join();
    armed = false;
    System.out.println("deletions " + 2 * DELETIONS + " calls " + CALLS.get());
  }

  @SuppressWarnings("CollectionIncompatibleType")
  private static void delete(Map<Integer, Integer> shared) {
    Map<Integer, Integer> map = new Deletions();
    for (int i = 0; i < DELETIONS; i++) {
      map.put(i, i);
      map.remove(i);
      map.remove((long) i);
      try {
        shared.put(i & 63, i);
        shared.remove((i * 7) & 63);
        shared.remove((long) i);
        shared.keySet().removeIf(key -> key == 5);
      } catch (IllegalStateException ours) {
        throw ours;
      } catch (RuntimeException broken) {
        // The map is used without a lock; the next round goes on with it.
      }
    }
  }
}
