package dev.tombstone.agent.programs.closing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that leave a map and are closed in all kinds of ways, or need not be. */
final class Closed {
  private static final Cleaner CLEANER = Cleaner.create();

  private Closed() {}

  /** What is open until it is closed. */
  abstract static class Resource implements AutoCloseable {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }

    boolean isClosed() {
      return closed;
    }
  }

  static final class Before extends Resource {}

  static final class After extends Resource {}

  static final class Later extends Resource {}

  static final class Elsewhere extends Resource {}

  static final class ByEviction extends Resource {}

  static final class AllAtOnce extends Resource {}

  static final class Pooled extends Resource {}

  /** Closes itself in its constructor. */
  static final class BornClosed extends Resource {
    BornClosed() {
      close();
    }
  }

  /** Has a {@code close} that calls the superclass's. */
  static final class WithSuper extends Resource {
    @Override
    public void close() {
      super.close();
    }
  }

  interface Releasing extends AutoCloseable {
    void release();

    @Override
    default void close() {
      release();
    }
  }

  static final class ByDefault implements Releasing {
    private int references = 1;

    @Override
    public void release() {
      if (references > 0) {
        references--;
      }
    }
  }

  /** Ends by itself, when the other side goes away. */
  static final class ByItself implements AutoCloseable {
    private byte @Nullable [] buffer = new byte[64];

    void disconnected() {
      free();
    }

    private void free() {
      buffer = null;
    }

    @Override
    public void close() {
      free();
    }

    boolean isFree() {
      return buffer == null;
    }
  }

  /** Ends by itself, in another body than that of {@code close}. */
  static final class ByAFlag implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();

    void failed() {
      ended.compareAndSet(false, true);
    }

    @Override
    public void close() {
      ended.set(true);
    }
  }

  static final class Inner extends Resource {}

  /** Whose user closes what it holds. */
  static final class AroundInner implements AutoCloseable {
    final Inner inner = new Inner();

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Whose user closes what it holds, which is the JDK's. */
  static final class AroundJdk implements AutoCloseable {
    final InputStream in = new BufferedInputStream(new ByteArrayInputStream(new byte[1]));

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Has the {@code close} of a class of the JDK. */
  static final class OfTheJdk extends FilterInputStream {
    OfTheJdk() {
      super(new ByteArrayInputStream(new byte[1]));
    }
  }

  /** Is cleaned up after. */
  static final class Cleaned implements AutoCloseable {
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, Cleaned::free);

    private static void free() {}

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  /** Cleans up after itself. */
  @SuppressWarnings({"deprecation", "removal", "Finalize"})
  static final class Finalized extends Resource {
    @Override
    protected void finalize() {
      close();
    }
  }

  /** Holds nothing. */
  static final class NothingHeld implements AutoCloseable {
    @Override
    public void close() {}
  }

  private static final class Lru extends LinkedHashMap<Integer, ByEviction> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, ByEviction> eldest) {
      boolean full = size() > 20;
      if (full) {
        eldest.getValue().close();
      }
      return full;
    }
  }

  /** One map for all kinds: they are told apart by their class. */
  private static <V> V putAndRemove(Map<Integer, Object> map, int key, V value) {
    map.put(key, value);
    map.remove(key);
    return value;
  }

  static List<Case> all() {
    Map<Integer, Object> map = new HashMap<>();
    Map<Integer, Object> other = new ConcurrentHashMap<>();
    Map<Integer, ByEviction> lru = new Lru();
    Map<Integer, AllAtOnce> session = new HashMap<>();
    Deque<Later> later = new ArrayDeque<>();
    Deque<Pooled> pool = new ArrayDeque<>();
    List<Elsewhere> kept = new ArrayList<>();
    return List.of(
        new Case(
            "Before",
            i -> {
              Before value = new Before();
              map.put(i, value);
              value.close();
              map.remove(i);
            }),
        new Case("After", i -> putAndRemove(map, i, new After()).close()),
        new Case(
            "Later",
            i -> {
              later.add(putAndRemove(map, i, new Later()));
              if (later.size() > 500) {
                later.remove().close();
              }
            }),
        new Case(
            "Elsewhere",
            i -> {
              kept.add(putAndRemove(map, i, new Elsewhere()));
              other.put(i, kept.get(kept.size() - 1));
              if (kept.size() > 300) {
                kept.forEach(Elsewhere::close);
                kept.clear();
                other.clear();
              }
            }),
        new Case("ByEviction", i -> lru.put(i, new ByEviction())),
        new Case(
            "AllAtOnce",
            i -> {
              session.put(i, new AllAtOnce());
              if (i % 10 == 0) {
                session.values().forEach(AllAtOnce::close);
                session.clear();
              }
            }),
        new Case(
            "Pooled",
            i -> {
              Pooled one = pool.size() < 50 ? new Pooled() : pool.remove();
              pool.add(putAndRemove(map, i, one));
            }),
        new Case("BornClosed", i -> putAndRemove(map, i, new BornClosed())),
        new Case("WithSuper", i -> putAndRemove(map, i, new WithSuper()).close()),
        new Case("ByDefault", i -> putAndRemove(map, i, new ByDefault()).release()),
        new Case("ByItself", i -> putAndRemove(map, i, new ByItself()).disconnected()),
        new Case("ByAFlag", i -> putAndRemove(map, i, new ByAFlag()).failed()),
        new Case("AroundInner", i -> putAndRemove(map, i, new AroundInner()).inner.close()),
        new Case(
            "AroundJdk",
            i -> {
              try {
                putAndRemove(map, i, new AroundJdk()).in.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }),
        new Case("OfTheJdk", i -> putAndRemove(map, i, new OfTheJdk())),
        new Case("Cleaned", i -> putAndRemove(map, i, new Cleaned())),
        new Case("Finalized", i -> putAndRemove(map, i, new Finalized())),
        new Case("NothingHeld", i -> putAndRemove(map, i, new NothingHeld())),
        new Case(
            "Harmless",
            i -> {
              putAndRemove(map, i, new ByteArrayOutputStream());
              putAndRemove(map, i, new StringReader("text"));
              putAndRemove(map, i, Stream.of(i));
            }),
        new Case(
            "Lambda",
            i -> {
              AutoCloseable lambda = () -> map.remove(-i);
              putAndRemove(map, i, lambda);
            }));
  }
}
