package dev.tombstone.core.detect.check;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.CallSites.DecidedRemoval;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.ReturningKeys.Again;
import dev.tombstone.core.detect.framework.ReturningKeys.Line;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.SiteCounts.Call;
import dev.tombstone.core.detect.framework.SiteCounts.Counts;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks of lines that remove keys which come back whether they decide by a value that they have
 * read, and then remove by key alone. Each line is asked about once; one that does is told of
 * again, with the counts of then, while it goes on.
 *
 * <p>That keys come back is asked first: where each key is put in once no value is replaced, and
 * the line is right.
 */
final class CheckThenRemove implements Watch {
  private static final int MOST_WAITING = 64;
  private static final int MOST_FOUND = 256;

  private final CallSites callSites;
  private final SiteCounts siteCounts;
  private final ReturningKeys keys;
  private final HandoffQueue handoff;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private final List<Found> found = new ArrayList<>();
  private boolean running;

  /** A line that does so, and how often it was seen to when it was told of last. */
  private static final class Found {
    final Call call;
    final DecidedRemoval removal;
    final Participant thread;
    final String place;
    long told;

    Found(Line line, DecidedRemoval removal) {
      call = line.call();
      this.removal = removal;
      thread = new Participant(line.thread(), line.frames().stream().map(FrameText::of).toList());
      StackFrame frame = line.frames().get(0);
      place = Objects.requireNonNullElse(frame.getFileName(), frame.getClassName());
    }

    String line(int number) {
      return place + ":" + number;
    }
  }

  CheckThenRemove(Tools tools) {
    callSites = tools.callSites();
    siteCounts = tools.siteCounts();
    keys = tools.returningKeys();
    handoff = tools.handoff();
  }

  @Override
  public void start(long nowNanos) {
    running = true;
    keys.watch(true);
  }

  @Override
  public void stop() {
    running = false;
    keys.watch(false);
    waiting.clear();
    found.clear();
  }

  @Override
  public void everySecond() {
    for (Line line : keys.sinceLast()) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(line);
      }
    }
    while (!waiting.isEmpty() && callSites.mayRead()) {
      Line line = waiting.remove();
      DecidedRemoval removal = callSites.decidedAt(line.frames());
      if (removal != null && found.size() < MOST_FOUND) {
        Found next = new Found(line, removal);
        found.add(next);
        tell(next);
      }
    }
  }

  /** Called every ten seconds. */
  @Override
  public void sweep() {
    if (running) {
      found.forEach(this::tell);
    }
  }

  private void tell(Found line) {
    Again again = keys.of(line.call);
    if (again.again() > line.told) {
      line.told = again.again();
      Occurrence occurrence = occurrence(line, again, siteCounts.of(line.call));
      handoff.offer(() -> occurrence);
    }
  }

  /** The parameter of a lambda is read in no line; some classes have no lines at all. */
  private static void putLine(Map<String, Object> evidence, String name, Found line, int number) {
    if (number > 0) {
      evidence.put(name, line.line(number));
    }
  }

  private static Occurrence occurrence(Found line, Again again, @Nullable Counts counts) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("operation", Operation.REMOVE.id());
    evidence.put("mapIn", line.removal.owner());
    putLine(evidence, "valueReadAt", line, line.removal.readLine());
    putLine(evidence, "decidedAt", line, line.removal.decidedLine());
    if (counts != null) {
      evidence.put("calls", counts.calls());
      evidence.put("recorded", counts.recorded());
      evidence.put("hits", counts.hits());
    }
    evidence.put("removedAgain", again.again());
    evidence.put(
        "advice",
        line.removal.correction()
            + " removes the entry only if its value is still the one that was looked at (by"
            + " equals)");
    return new Occurrence(
        CheckThenRemoveDetector.HAZARD,
        Grade.OBSERVED,
        line.call.mapClass(),
        "this line decides by a value that it has read, then removes by key alone: a value put in"
            + " between goes unseen. Keys come back here: of the removals recorded, "
            + again.again()
            + (again.again() == 1 ? " was" : " were")
            + (again.byHash()
                ? " of a key with the hash of one removed before"
                : " of a key removed before"),
        List.of(line.thread),
        evidence);
  }
}
