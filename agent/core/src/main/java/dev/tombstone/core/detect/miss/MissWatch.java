package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.watch.MissHook;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.operation.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into maps on a miss, and asks the detectors of misses what they make of it.
 *
 * <p>Of the sampled misses of one map by arguments of one class, those that are audited are drawn:
 * in each second the first {@value #DRAWS}, and of the nth with a probability of {@value #DRAWS}/n.
 * A program that misses on several lines in turn has each of them looked at. At most {@value
 * #AUDITS_PER_SECOND} are audited of all maps: an audit walks over 1,024 entries at most and takes
 * some microseconds. Counts are kept by {@value #SLOTS} residues of identity hashes, racily; those
 * that share one are audited less often.
 */
final class MissWatch implements MissObserver, Watch {
  private static final int SLOTS = 4_096;
  private static final int AUDITS_PER_SECOND = 500;
  private static final int DRAWS = 4;

  private final int[] misses = new int[SLOTS];
  private final RateLimiter audits = new RateLimiter(AUDITS_PER_SECOND);

  /** Replaced as a whole: application threads go through it meanwhile. */
  private volatile Asked[] asked = {};

  private MissWatch() {}

  /** The one of this run. */
  static MissWatch of(Tools tools) {
    return tools.shared(MissWatch.class, MissWatch::new);
  }

  /** A judge that is asked while the watch runs that this answers. */
  Watch asking(MissJudge judge, int part) {
    return new Asked(judge, part);
  }

  @Override
  public void start(long nowNanos) {
    MissHook.observe(this);
  }

  @Override
  public void stop() {
    MissHook.stopObserving();
  }

  @Override
  public void everySecond() {
    audits.refill(AUDITS_PER_SECOND);
    for (int i = 0; i < SLOTS; i++) {
      misses[i] = 0;
    }
  }

  @Override
  public void missed(
      Object map,
      Object countedAs,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags,
      long startNanos) {
    int count = ++misses[slotOf(map, key, expected)];
    long random = RandomNumbers.next();
    if ((random >>> Integer.SIZE) % Math.max(1, count) >= DRAWS || !audits.take()) {
      return;
    }
    Miss miss = new Miss(map, countedAs, key, expected, hash, flags, startNanos);
    MissAudit audit = new MissAudit(miss);
    // What looks like the argument is where the removal has looked; all else may be anywhere.
    boolean atItsPlace = miss.isHashed() && (random & 1) == 0;
    if (!audit.walk(atItsPlace ? audit.hash : (int) random)) {
      return;
    }
    for (Asked each : asked) {
      each.judge(audit);
    }
  }

  /** By the map and the classes of the arguments: misses of another kind are counted apart. */
  private static int slotOf(Object map, @Nullable Object key, @Nullable Object expected) {
    int hash = System.identityHashCode(map);
    hash = 31 * hash + (key == null ? 0 : System.identityHashCode(key.getClass()));
    hash = 31 * hash + (expected == null ? 0 : System.identityHashCode(expected.getClass()));
    return (hash ^ (hash >>> 12)) & (SLOTS - 1);
  }

  /** A judge, and the part of the hook that its errors are put down to. */
  private final class Asked implements Watch {
    private final MissJudge judge;
    private final int part;

    Asked(MissJudge judge, int part) {
      this.judge = judge;
      this.part = part;
    }

    void judge(MissAudit audit) {
      try {
        judge.judge(audit);
      } catch (Throwable error) {
        MissHook.failed(part, error);
      }
    }

    @Override
    public void warmUp() {
      Map<Object, Object> map = new HashMap<>();
      map.put("key", "value");
      int flags = Operation.REMOVE.ordinal() | DeletionFlags.HASHED;
      MissAudit audit = new MissAudit(new Miss(map, map, 1, "", 1, flags, NOT_TIMED));
      audit.walk(0);
      judge.warmUp(audit);
    }

    @Override
    public void start(long nowNanos) {
      Asked[] present = asked;
      Asked[] more = Arrays.copyOf(present, present.length + 1);
      more[present.length] = this;
      asked = more;
    }

    @Override
    public void stop() {
      asked = Arrays.stream(asked).filter(each -> each != this).toArray(Asked[]::new);
    }

    @Override
    public void everySecond() {
      judge.everySecond();
    }
  }
}
