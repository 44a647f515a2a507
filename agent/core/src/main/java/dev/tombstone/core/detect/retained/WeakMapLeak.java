package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A weak map that only grows, and some of its entries.
 *
 * <p>It is told of if half of these entries at least have a value that leads to its own key. A way
 * by an object that is on the way of another of them does not count: what is shared, a list of all
 * keys say, may let go of a key before the value does.
 *
 * @param stack of the insertion that it was looked at in, from the map outwards
 */
record WeakMapLeak(
    SeenMap map,
    Class<?> mapClass,
    SeenMap.Growth growth,
    EntrySample sample,
    String thread,
    StackFrame[] stack,
    long nanos,
    CallSites callSites)
    implements Occurrence.Raw {
  private static final String LAMBDA = "$$Lambda";
  private static final int LEAST = 4;
  private static final int MOST_IN_VAIN = 5;
  private static final int TRIES = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long AGAIN_NANOS = 10 * SECOND_NANOS;

  private record Held(StrongPath.Path path, Class<?> key, Class<?> value) {}

  @Override
  public @Nullable Occurrence describe() {
    StrongPath paths = new StrongPath(callSites);
    List<Held> held = held(paths);
    boolean found = sample.taken() >= LEAST && 2 * held.size() >= sample.taken();
    if (found) {
      map.inVain = 0;
      map.notBeforeNanos = nanos + AGAIN_NANOS;
      return occurrence(held);
    }
    // Classes are read a few in a second: those that were not are asked for a second later.
    boolean soon = paths.isIncomplete() && map.inVain < TRIES;
    map.inVain++;
    if (!soon) {
      map.notBeforeNanos = nanos + (AGAIN_NANOS << Math.min(map.inVain, MOST_IN_VAIN));
    }
    return null;
  }

  private List<Held> held(StrongPath paths) {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < sample.taken(); i++) {
      Object key = sample.key(i);
      Object value = sample.value(i);
      StrongPath.Path path =
          key == null || value == null ? null : paths.find(value, key, map.get());
      if (path != null && key != null && value != null) {
        held.add(new Held(path, key.getClass(), value.getClass()));
      }
    }
    List<Held> own = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      boolean shared = false;
      for (int j = 0; j < held.size(); j++) {
        shared |= i != j && held.get(j).path().meets(held.get(i).path());
      }
      if (!shared) {
        own.add(held.get(i));
      }
    }
    return own;
  }

  private Occurrence occurrence(List<Held> held) {
    Held first = held.get(0);
    for (Held each : held) {
      first = each.path().steps() < first.path().steps() ? each : first;
    }
    StackFrame put = WatcherStack.applicationFrame(stack);
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("kind", "weak-map");
    evidence.put("keyClass", name(first.key()));
    evidence.put("valueClass", name(first.value()));
    evidence.put("field", field(first.path()));
    evidence.put("lookedAt", sample.taken());
    evidence.put("referToTheirKey", held.size());
    evidence.put("entries", growth.entries());
    evidence.put("put", growth.put());
    evidence.put("leftAtMost", growth.gone());
    evidence.put("seconds", growth.nanos() / SECOND_NANOS);
    evidence.put("collections", growth.collections());
    if (put != null) {
      evidence.put("insertion", FrameText.of(put));
    }
    evidence.put("advice", advice(first));
    return new Occurrence(
        RetainedAfterRemovalDetector.HAZARD,
        Grade.OBSERVED,
        mapClass.getName(),
        summary(first, held.size()),
        List.of(new Participant(thread, WatcherStack.describe(stack))),
        evidence,
        new Occurrence.Fact("a value refers to its key", "", stack.length == 0 ? 1 : 0));
  }

  private String summary(Held first, int count) {
    StrongPath.Path path = first.path();
    String refers =
        path.steps() == 0
            ? "whose value is the key itself"
            : "whose value refers to its key by " + field(path);
    return "of "
        + sample.taken()
        + " entries looked at in a weak map "
        + count
        + (count == 1 ? " has a key (" : " have a key (")
        + name(first.key())
        + ") "
        + refers
        + ": as long as that is so no garbage collection takes the key, and the entry stays; "
        + growth.put()
        + " entries were put in within "
        + growth.nanos() / SECOND_NANOS
        + " s and "
        + (growth.gone() == 0 ? "none" : growth.gone() + " at most")
        + " left, "
        + collections()
        + "; "
        + growth.entries()
        + " are in it";
  }

  private String collections() {
    return switch (growth.collections()) {
      case 0 -> "though no collection was seen yet";
      case 1 -> "with one collection meanwhile";
      default -> "with " + growth.collections() + " collections meanwhile";
    };
  }

  private static String advice(Held first) {
    boolean itself = first.path().steps() == 0;
    String weakly =
        itself
            ? "put a WeakReference to it as the value: map.put(key, new WeakReference<>(key))"
            : "have the value refer to its key weakly ("
                + "WeakReference<"
                + simple(first.key())
                + ">), or keep in the value only what it needs of the key";
    return weakly
        + "; where the value belongs to its key alone, a field of the key does without a map; a"
        + " cache with weak keys (Caffeine's or Guava's weakKeys) holds its values strongly too, and"
        + " does not help";
  }

  private static String field(StrongPath.Path path) {
    if (path.steps() == 0) {
      return "";
    }
    String name = name(path.declaring());
    return path.declaring().isArray() ? name + " " + path.text() : name + "." + path.text();
  }

  /** As in source; a lambda's class without its number. */
  private static String name(Class<?> type) {
    if (type.isArray()) {
      return name(type.getComponentType()) + "[]";
    }
    int lambda = type.isHidden() ? type.getName().indexOf(LAMBDA) : -1;
    return lambda < 0 ? type.getName() : type.getName().substring(0, lambda + LAMBDA.length());
  }

  private static String simple(Class<?> type) {
    String name = name(type);
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
