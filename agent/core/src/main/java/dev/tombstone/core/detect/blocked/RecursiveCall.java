package dev.tombstone.core.detect.blocked;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A removal that a ConcurrentHashMap refused, because it is computing a value.
 *
 * @param stack of the removal, from the map outwards
 * @param whole whether these frames are all there were
 * @param own whether the thread is known to be in a function of this very map
 */
record RecursiveCall(
    Class<?> mapClass, String thread, StackFrame[] stack, boolean whole, boolean own)
    implements Occurrence.Raw {
  private static final int SHOWN = 32;

  /** What reserves a bin while it runs a function of the application's. */
  private static final Set<String> COMPUTING = Set.of("compute", "computeIfAbsent");

  @Override
  public Occurrence describe() {
    StackFrame removal = WatcherStack.applicationFrame(stack);
    List<Integer> computing = computing();
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("kind", "recursive");
    evidence.put("exception", "java.lang.IllegalStateException: " + RecursiveRemoval.MESSAGE);
    if (removal != null) {
      evidence.put("removal", FrameText.of(removal));
    }
    if (!computing.isEmpty() && own) {
      evidence.put("computing", computing.stream().map(this::caller).toList());
    }
    evidence.put(
        "witness",
        own
            ? "the key's bin holds a reservation, and this thread owns its lock: it is computing a"
                + " value of this map"
            : "the exception");
    evidence.put(
        "advice",
        "have the function answer null for what is to go, as in {map}.computeIfPresent(key, (k, v)"
            + " -> null), or remove once it has returned");
    return new Occurrence(
        BlockedRemovalDetector.HAZARD,
        own ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        summary(removal, computing),
        List.of(new Participant(thread, WatcherStack.describe(shown(computing)))),
        evidence);
  }

  @Override
  public List<StackFrame[]> mapUses() {
    return List.<StackFrame[]>of(stack);
  }

  private String summary(@Nullable StackFrame removal, List<Integer> computing) {
    String text =
        "a removal from a "
            + mapClass.getName()
            + (removal == null ? "" : " at " + FrameText.of(removal))
            + " ended in an IllegalStateException, \""
            + RecursiveRemoval.MESSAGE
            + "\", and did not remove this key";
    if (!own) {
      return text;
    }
    List<String> calls = new ArrayList<>();
    for (int at : computing) {
      calls.add(stack[at].getMethodName() + " at " + caller(at));
    }
    return text
        + ": it is called inside a function with which the same map computes a value"
        + (calls.isEmpty() ? "" : ", in " + String.join(", or in ", calls));
  }

  /** As many frames as of other findings, and those up to the outermost call of the map. */
  private StackFrame[] shown(List<Integer> computing) {
    int outermost = computing.isEmpty() ? 0 : computing.get(computing.size() - 1) + 2;
    return Arrays.copyOf(stack, Math.min(stack.length, Math.max(SHOWN, outermost)));
  }

  /** Frames of the map's methods whose functions the removal is inside of, innermost first. */
  private List<Integer> computing() {
    List<Integer> computing = new ArrayList<>();
    // Where outer frames are missing the one that matters may be among them.
    for (int i = 0; whole && i < stack.length; i++) {
      if (stack[i].getDeclaringClass() == ConcurrentHashMap.class
          && COMPUTING.contains(stack[i].getMethodName())) {
        computing.add(i);
      }
    }
    return computing;
  }

  /** Where the call in this frame was made: the first frame outwards that is not the JDK's. */
  private String caller(int frame) {
    StackFrame[] outwards = new StackFrame[stack.length - frame - 1];
    System.arraycopy(stack, frame + 1, outwards, 0, outwards.length);
    StackFrame application = WatcherStack.applicationFrame(outwards);
    StackFrame nearest = outwards.length == 0 ? null : outwards[0];
    StackFrame shown = application == null ? nearest : application;
    return shown == null ? "an unknown place" : FrameText.of(shown);
  }
}
