package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.intake.Callers;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.window.KeyNames;
import dev.tombstone.core.window.SiteTable.Site;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps, of each line of the application that removes by key from a map made for concurrency, the
 * hashes of the keys removed last, by {@value #KEYS} residues: a key that is met again has come
 * back. Of {@value #MOST_LINES} lines at the most, 160 KB in all. For agent threads; its lock is
 * the last that is taken.
 */
final class RepeatedRemovals implements ReturningKeys {
  static final int KEYS = 64;
  static final int MOST_LINES = 256;

  /** Not taken up yet: they hold classes of the application. */
  static final int MOST_WAITING = 16;

  private static final Set<String> MAPS =
      Set.of(
          "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentSkipListMap");

  private static final class Seen {
    final long[] hashes = new long[KEYS];
    long again;
    boolean byHash;
    boolean told;
  }

  private final Map<SiteCounts.Call, Seen> lines = new HashMap<>();
  private final List<Line> waiting = new ArrayList<>();
  private boolean watched;

  @Override
  public synchronized void watch(boolean on) {
    watched = on;
    lines.clear();
    waiting.clear();
  }

  /** A deletion at a site; most are of no interest here. */
  synchronized void add(Site site, RemovalEvent event, StackFrame[] stack, KeyNames names) {
    if (!watched || stack.length == 0 || !isOfInterest(site, event)) {
      return;
    }
    SiteCounts.Call call = call(site, event);
    Seen seen = lines.get(call);
    if (seen == null) {
      if (lines.size() == MOST_LINES) {
        return;
      }
      seen = new Seen();
      lines.put(call, seen);
    }
    long hash = names.hash(event);
    int residue = (int) hash & (KEYS - 1);
    seen.byHash |= event.keyKind() == RemovalEvent.KeyKind.HASH;
    if (seen.hashes[residue] != hash) {
      seen.hashes[residue] = hash;
      return;
    }
    seen.again++;
    if (!seen.told && waiting.size() < MOST_WAITING) {
      seen.told = true;
      waiting.add(new Line(call, event.threadName(), List.of(stack)));
    }
  }

  private static boolean isOfInterest(Site site, RemovalEvent event) {
    return event.entries() > 0
        && site.code == Code.APPLICATION
        && site.operation == Operation.REMOVE.ordinal()
        && MAPS.contains(event.counters().mapClass())
        && (event.keyKind() == RemovalEvent.KeyKind.VALUE
            || event.keyKind() == RemovalEvent.KeyKind.HASH);
  }

  private static SiteCounts.Call call(Site site, RemovalEvent event) {
    return new SiteCounts.Call(
        site.frame, event.counters().mapClass(), site.operation, "", Callers.NONE);
  }

  @Override
  public synchronized List<Line> sinceLast() {
    List<Line> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  @Override
  public synchronized Again of(SiteCounts.Call call) {
    Seen seen = lines.get(call);
    return seen == null ? new Again(0, false) : new Again(seen.again, seen.byHash);
  }

  /** Bytes it holds, about. */
  synchronized long bytes() {
    return lines.size() * (8L * KEYS + 128);
  }
}
