package dev.tombstone.core.detect;

import dev.tombstone.hook.MissHook;
import dev.tombstone.hook.MissObserver;
import dev.tombstone.hook.Operation;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks into maps on a miss, and asks the detectors of misses what they make of it.
 *
 * <p>Of the sampled misses of one map by arguments of one class, the 1st, 2nd, 4th, 8th, … in each
 * second are audited, and at most {@value #AUDITS_PER_SECOND} of all maps: an audit walks over
 * 1,024 entries at most and takes some microseconds. Counts are kept by {@value #SLOTS} residues of
 * identity hashes, racily; those that share one are audited less often.
 */
final class MissWatch implements MissObserver {
  private static final int SLOTS = 4_096;
  private static final int AUDITS_PER_SECOND = 500;

  private final int[] misses = new int[SLOTS];
  private final AtomicInteger audits = new AtomicInteger(AUDITS_PER_SECOND);
  private final NeverHits neverHits;
  private final HopelessSites hopelessSites;
  private final MutatedKey mutatedKey;
  private volatile boolean watchesNeverHits;
  private volatile boolean watchesMutatedKey;

  MissWatch(NeverHits neverHits, HopelessSites hopelessSites, MutatedKey mutatedKey) {
    this.neverHits = neverHits;
    this.hopelessSites = hopelessSites;
    this.mutatedKey = mutatedKey;
  }

  /** Which of the two to ask from now on. */
  void choose(boolean hits, boolean mutated) {
    if ((hits || mutated) && !watchesNeverHits && !watchesMutatedKey) {
      warmUp();
    }
    watchesNeverHits = hits;
    watchesMutatedKey = mutated;
    if (hits || mutated) {
      MissHook.observe(this);
    } else {
      MissHook.stopObserving();
    }
  }

  /** Begins another second. */
  void refill() {
    audits.set(AUDITS_PER_SECOND);
    hopelessSites.refill();
    for (int i = 0; i < SLOTS; i++) {
      misses[i] = 0;
    }
  }

  @Override
  public void missed(
      Object map,
      Object label,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long startNanos) {
    int count = ++misses[slotOf(map, key, expected)];
    if ((count & (count - 1)) != 0 || audits.get() <= 0 || audits.decrementAndGet() < 0) {
      return;
    }
    MissAudit audit = new MissAudit(map, label, key, expected, hash, site, startNanos);
    if (!audit.walk((int) System.nanoTime() & Integer.MAX_VALUE)) {
      return;
    }
    if (watchesNeverHits) {
      try {
        neverHits.judge(audit);
        hopelessSites.judge(audit);
      } catch (Throwable error) {
        MissHook.failed(Part.NEVER_HITS, error);
      }
    }
    if (watchesMutatedKey) {
      try {
        mutatedKey.judge(audit);
      } catch (Throwable error) {
        MissHook.failed(Part.MUTATED_KEY, error);
      }
    }
  }

  /** By the map and the classes of the arguments: misses of another kind are counted apart. */
  private static int slotOf(Object map, @Nullable Object key, @Nullable Object expected) {
    int hash = System.identityHashCode(map);
    hash = 31 * hash + (key == null ? 0 : System.identityHashCode(key.getClass()));
    hash = 31 * hash + (expected == null ? 0 : System.identityHashCode(expected.getClass()));
    return (hash ^ (hash >>> 12)) & (SLOTS - 1);
  }

  /** Runs through all of it once, so that nothing is linked on an application's thread. */
  private void warmUp() {
    Map<Object, Object> map = new HashMap<>();
    map.put("key", "value");
    int site = Operation.REMOVE.ordinal() | Site.HASHED;
    MissAudit audit = new MissAudit(map, map, 1, "", 1, site, NOT_TIMED);
    audit.walk(0);
    neverHits.warmUp(audit);
    hopelessSites.warmUp(audit);
    mutatedKey.warmUp(audit);
  }
}
