package dev.tombstone.core.detect.resize;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that had to do much work on a map's table that was not its own.
 *
 * @param entries collected entries removed; 0 for help with a resize
 */
record DraftedCall(Class<?> mapClass, String thread, StackFrame[] stack, int entries, long nanos)
    implements Occurrence.Raw {
  @Override
  public List<StackFrame[]> mapUses() {
    return List.<StackFrame[]>of(stack);
  }

  @Override
  public Occurrence describe() {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("milliseconds", nanos / 1e6);
    if (entries > 0) {
      evidence.put("entries", entries);
    }
    evidence.put(
        "advice",
        entries > 0
            ? "whichever call comes next on {map} removes what was collected: have a thread of its"
                + " own call {map}.size() now and then, or keep fewer entries"
            : "make the map as large as it gets: {map} = new ConcurrentHashMap<>(entries)");
    String work =
        entries > 0
            ? "removed " + entries + " entries whose keys had been collected"
            : "was made to help with a resize of the map before it could remove";
    return new Occurrence(
        RemovalDuringResizeDetector.HAZARD,
        Grade.OBSERVED,
        mapClass.getName(),
        "one call on a "
            + mapClass.getName()
            + " "
            + work
            + ", which took "
            + (nanos + 500_000) / 1_000_000
            + " ms",
        List.of(new Participant(thread, WatcherStack.describe(stack))),
        evidence);
  }
}
