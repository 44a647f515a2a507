package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.ClosingClasses;
import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.jdk.EntryVisitor;
import dev.tombstone.hook.jdk.MapEntries;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.value.CloseHook;
import dev.tombstone.hook.value.CloseObserver;
import dev.tombstone.hook.value.RemovedValueHook;
import dev.tombstone.hook.value.RemovedValueObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows objects from their constructor to the moment at which nothing can reach them any more.
 *
 * <p>The class of a removed value is looked at once, on a thread of the agent: if it has to be
 * closed, its constructors and all methods that may close it are woven to tell. Of the objects made
 * from then on some are followed, by a phantom reference. Of a followed object it is known whether
 * it was ever closed: before its removal, after, or not at all. One that is not followed, because
 * it is older than that or was not drawn, is never talked of.
 *
 * <p>A removal of a followed object notes where it was, with the stack, about {@value #STACKS} in a
 * second; of a map that is cleared {@value #MOST_OF_A_MAP} values are looked at, from a place that
 * is drawn.
 */
final class UnclosedAfterRemoval implements RemovedValueObserver, CloseObserver, Watch {
  private static final int STACKS = 30;
  private static final int FRAMES = 16;
  private static final int MOST_OF_A_MAP = 64;
  private static final int MOST_PLACES = 1_024;

  /** Of the handover, which has 256 places, in one tick. */
  private static final int MOST_AT_A_TIME = 100;

  private final ValueClasses classes = new ValueClasses();
  private final FollowedObjects objects = new FollowedObjects();
  private final WatcherStack stacks = new WatcherStack(2 * STACKS, FRAMES);
  private final DrawnRate drawn = new DrawnRate(STACKS);
  private final Map<Long, Removal> places = new HashMap<>();
  private final ClosingClasses closing;
  private final HandoffQueue handoff;
  private final int part;

  private int lost;
  private boolean running;
  private boolean woven;

  UnclosedAfterRemoval(ClosingClasses closing, HandoffQueue handoff, int part) {
    this.closing = closing;
    this.handoff = handoff;
    this.part = part;
  }

  @Override
  public void made(Object object) {
    ValueClass type = classes.known(object.getClass());
    if (type != null && type.tells() && type.made.draws()) {
      objects.follow(object, type);
    }
  }

  @Override
  public void closing(Object object) {
    Followed followed = objects.of(object);
    if (followed != null) {
      followed.closed = true;
    }
  }

  @Override
  public void removed(Object map, String countedAs, Object value, int operation) {
    Followed followed = unclosed(value);
    if (followed != null && drawn.draws()) {
      note(followed, value, Removal.at(map, operation, stacks.take()));
    }
  }

  @Override
  public void clearing(Object map) {
    Cleared cleared = new Cleared();
    MapEntries.visit(map, (int) RandomNumbers.next() & Integer.MAX_VALUE, cleared);
    if (cleared.count > 0 && drawn.draws()) {
      Removal removal = Removal.at(map, OperationCode.CLEAR, stacks.take());
      for (int i = 0; i < cleared.count; i++) {
        Object value = cleared.values[i];
        Followed followed = value == null ? null : objects.of(value);
        if (value != null && followed != null) {
          note(followed, value, removal);
        }
      }
    }
  }

  private @Nullable Followed unclosed(Object value) {
    ValueClass type = classes.of(value.getClass());
    Followed followed = type == null || !type.tells() ? null : objects.of(value);
    return followed == null || followed.closed ? null : followed;
  }

  private void note(Followed followed, Object value, Removal removal) {
    followed.removedNanos = System.nanoTime();
    followed.holdings = Holdings.of(value, followed.type, classes, objects);
    followed.removal = removal;
  }

  @Override
  public void warmUp() {
    stacks.warmUp();
    Map<String, Object> map = new HashMap<>();
    Object value = new Object();
    map.put("key", value);
    ValueClass type = classes.of(Object.class);
    if (type != null) {
      type.set(ClosingClasses.Told.NOTHING_TO_CLOSE);
      objects.follow(value, type);
      made(value);
      removed(map, map.getClass().getName(), value, OperationCode.REMOVE);
      Followed followed = objects.of(value);
      if (followed != null) {
        drawn.draws();
        note(followed, value, Removal.at(map, OperationCode.REMOVE, stacks.take()));
        closing(value);
        objects.remove(followed);
      }
    }
    clearing(map);
  }

  @Override
  public void start(long nowNanos) {
    lost = CloseHook.lost();
    objects.clear();
    CloseHook.observe(this, part);
    RemovedValueHook.observe(this, part);
    running = true;
    woven = true;
  }

  @Override
  public void stop() {
    RemovedValueHook.stopObserving(this);
    CloseHook.stopObserving();
    objects.clear();
    running = false;
  }

  @Override
  public void tick(long nowNanos) {
    classes.judge(closing);
    List<Occurrence> found = new ArrayList<>();
    for (int i = 0; i < MOST_AT_A_TIME; i++) {
      Followed followed = objects.nextUnreachable();
      if (followed == null) {
        break;
      }
      Occurrence occurrence = judge(followed, nowNanos);
      if (occurrence != null) {
        found.add(occurrence);
      }
    }
    // Looked at last: what was closed unheard became unreachable after that.
    int lostNow = CloseHook.lost();
    if (lostNow != lost) {
      // Any of these, and of those that are followed, may have been closed.
      lost = lostNow;
      objects.clear();
      return;
    }
    found.forEach(occurrence -> handoff.offer(() -> occurrence));
  }

  @Override
  public void everySecond() {
    drawn.everySecond();
    classes.everySecond();
    objects.forEach(this::describe);
  }

  @Override
  public void sweep() {
    classes.sweep();
    if (!running && woven) {
      closing.forget();
      classes.clear();
      places.clear();
      woven = false;
    }
  }

  /** Frames take a hundred times the memory of what else is kept of an object. */
  private void describe(Followed followed) {
    Removal removal = followed.removal;
    if (removal != null && removal.frames() != null) {
      followed.removal = described(removal);
    }
  }

  private Removal described(Removal removal) {
    if (removal.frames() == null) {
      return removal;
    }
    long place = removal.place();
    Removal known = places.get(place);
    if (known == null) {
      known = removal.described();
      if (places.size() < MOST_PLACES) {
        places.put(place, known);
      }
    }
    return known;
  }

  private @Nullable Occurrence judge(Followed followed, long nowNanos) {
    Removal removal = followed.removal;
    if (removal == null || followed.closed || followed.holdings.isClosed()) {
      return null;
    }
    return new Unclosed(followed, described(removal), nowNanos).occurrence();
  }

  /** Values of a map that is being cleared. */
  private final class Cleared implements EntryVisitor {
    private final @Nullable Object[] values = new @Nullable Object[MOST_OF_A_MAP];
    private int visited;
    private int count;

    @Override
    public boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object value) {
      if (value != null && unclosed(value) != null) {
        values[count++] = value;
      }
      return ++visited < MOST_OF_A_MAP;
    }
  }
}
