package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.value.RemovedValueHook;
import dev.tombstone.hook.value.RemovedValueObserver;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Follows values that were removed: which of them are still in memory after two collections of the
 * old generation?
 *
 * <p>Of the sampled deletions some are drawn at random, {@value #PER_SECOND} in a second at most:
 * the thread that removed makes a weak reference and takes its stack, and hands both over. Up to
 * {@value #SITES} lines are known, and of each {@link RemovalSite#MOST_FOLLOWED} values are
 * followed at a time.
 */
final class RemovedValueWatch implements RemovedValueObserver, Watch {
  static final int PER_SECOND = 32;
  static final int SITES = 128;

  private static final String WARM_UP = "";
  private static final int MAX_SHIFT = 20;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AtomicInteger shown = new AtomicInteger();
  private final RateLimiter allowed = new RateLimiter(PER_SECOND);
  private final WatcherStack stacks = new WatcherStack(PER_SECOND);
  private final Map<RemovalSite.Key, RemovalSite> sites = new HashMap<>();
  private final CollectionCount collections;
  private final OldCollectionCount oldCollections;
  private final HandoffQueue handoff;
  private final int part;

  /** One of 2<sup>shift</sup> is drawn. */
  private volatile int shift;

  private volatile int nowSeconds;
  private volatile int oldSeen;
  private boolean running;

  RemovedValueWatch(Tools tools, int part) {
    this(tools, part, new CollectionCount(), new OldCollectionCount());
  }

  RemovedValueWatch(
      Tools tools, int part, CollectionCount collections, OldCollectionCount oldCollections) {
    handoff = tools.handoff();
    this.part = part;
    this.collections = collections;
    this.oldCollections = oldCollections;
  }

  @Override
  public void removed(Object map, String mapClass, Object value, int operation) {
    shown.incrementAndGet();
    if (!RandomNumbers.hits(shift) || isShared(value) || !allowed.take()) {
      return;
    }
    RemovedValue removed = new RemovedValue(value);
    removed.removedSeconds = nowSeconds;
    removed.oldCollections = oldSeen;
    handoff.offer(
        new Seen(
            removed,
            mapClass,
            value.getClass(),
            operation,
            Thread.currentThread().getName(),
            stacks.take()));
  }

  /** Of values that all go at once none is drawn. */
  @Override
  public void clearing(Object map) {}

  /** Of values that many entries have in common, or that nobody is to let go of. */
  private static boolean isShared(Object value) {
    return value.getClass() == Object.class
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum
        || value instanceof Class
        || value instanceof ClassLoader
        || value instanceof Thread;
  }

  /** A removal that was drawn; becomes no finding itself. */
  private final class Seen implements Occurrence.Raw {
    private final RemovedValue value;
    private final String mapClass;
    private final Class<?> valueClass;
    private final int operation;
    private final String thread;
    private final StackFrame[] stack;

    Seen(
        RemovedValue value,
        String mapClass,
        Class<?> valueClass,
        int operation,
        String thread,
        StackFrame[] stack) {
      this.value = value;
      this.mapClass = mapClass;
      this.valueClass = valueClass;
      this.operation = operation;
      this.thread = thread;
      this.stack = stack;
    }

    @Override
    public @Nullable Occurrence describe() {
      StackFrame line = WatcherStack.applicationFrame(stack);
      // What the JDK removes by itself is not the application's to mend.
      if (line != null && running && !mapClass.equals(WARM_UP)) {
        RemovalSite.Key key =
            new RemovalSite.Key(mapClass, valueClass.getName(), operation, FrameText.of(line));
        RemovalSite site = sites.get(key);
        if (site == null && sites.size() < SITES) {
          site = new RemovalSite(key, thread, stack);
          sites.put(key, site);
        }
        if (site != null) {
          site.add(value);
        }
      }
      return null;
    }
  }

  @Override
  public void warmUp() {
    stacks.warmUp();
    removed(this, WARM_UP, new int[0], 0);
  }

  @Override
  public void start(long nowNanos) {
    nowSeconds = (int) (nowNanos / SECOND_NANOS);
    running = true;
    RemovedValueHook.observe(this, part);
  }

  @Override
  public void stop() {
    RemovedValueHook.stopObserving(this);
    running = false;
    sites.clear();
  }

  @Override
  public void tick(long nowNanos) {
    nowSeconds = (int) (nowNanos / SECOND_NANOS);
    collections.look();
    oldCollections.look(collections.seen());
    oldSeen = oldCollections.seen();
  }

  @Override
  public void everySecond() {
    int wanted = 0;
    int seen = shown.getAndSet(0);
    while (seen >> wanted > PER_SECOND && wanted < MAX_SHIFT) {
      wanted++;
    }
    shift = wanted;
    allowed.refill(PER_SECOND);
    for (RemovalSite site : sites.values()) {
      site.look(oldSeen, nowSeconds);
      Occurrence occurrence = site.tell(nowSeconds);
      if (occurrence != null) {
        handoff.offer(() -> occurrence);
      }
    }
  }
}
