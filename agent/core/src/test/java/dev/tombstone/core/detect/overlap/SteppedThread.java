package dev.tombstone.core.detect.overlap;

import dev.tombstone.hook.watch.MutationObserver;
import dev.tombstone.model.operation.Mutation;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that goes through map operations step by step, as woven code would. */
public final class SteppedThread implements AutoCloseable {
  private final ExecutorService executor;
  private final MutationObserver observer;
  private long serial;

  /** A thread of this name, whose operations are shown to the observer. */
  public SteppedThread(String name, MutationObserver observer) {
    this.observer = observer;
    executor = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  /** An operation under way. */
  public final class Inside {
    private final long token;

    private Inside(long token) {
      this.token = token;
    }

    boolean isFollowed() {
      return token != MutationObserver.NOT_FOLLOWED;
    }

    /** The operation is over. */
    public void exit() {
      step(
          () -> {
            if (isFollowed()) {
              observer.exited(token);
            }
            return true;
          });
    }
  }

  /** An operation begins, with a key that is harmless. */
  public Inside enter(Object map, Mutation mutation) {
    return enter(map, mutation, "key", null);
  }

  /** An operation begins. */
  public Inside enter(Object map, Mutation mutation, @Nullable Object key, @Nullable Object value) {
    long token =
        step(() -> observer.entered(map, key, value, mutation.ordinal(), ++serial)).longValue();
    return new Inside(token);
  }

  /** Does something on this thread, and waits for the end of it. */
  public <T> T step(Callable<T> body) {
    try {
      return executor.submit(body).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
