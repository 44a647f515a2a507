package dev.tombstone.core.detect.framework;

import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.core.intake.StackWalks;
import dev.tombstone.hook.jdk.ClassOrigin;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calling thread's stack for a sighting, from the map's method outwards, at a bounded
 * rate: a walk costs more than all else a detector does.
 */
public class WatcherStack {
  private static final int FRAMES = 32;
  private static final int WALKS_PER_SECOND = 100;

  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private final int perSecond;
  private final FromTheMap fromTheMap;
  private final RateLimiter walks;

  /** Allows {@value #WALKS_PER_SECOND} stacks in a second. */
  public WatcherStack() {
    this(WALKS_PER_SECOND);
  }

  /** Allows so many stacks in a second. */
  public WatcherStack(int perSecond) {
    this(perSecond, FRAMES);
  }

  /** The same, of so many frames at the most. */
  public WatcherStack(int perSecond, int frames) {
    this.perSecond = perSecond;
    fromTheMap = new FromTheMap(frames);
    walks = new RateLimiter(perSecond);
  }

  /** Begins another second's allowance. */
  public void refill() {
    walks.refill(perSecond);
  }

  /** Whether a stack may still be taken in this second; takes it off the allowance. */
  public boolean allowed() {
    return walks.take();
  }

  /** The calling thread's frames, innermost first. */
  public StackFrame[] take() {
    return StackWalks.walk(walker, fromTheMap);
  }

  /** Whether these frames, which it took, are all there were. */
  public boolean isWhole(StackFrame[] frames) {
    return frames.length < fromTheMap.most;
  }

  /** Loads and links what {@link #take} needs, on this thread and not on the application's. */
  public void warmUp() {
    describe(take());
  }

  /** The first frame outside the JDK, or null. */
  public static @Nullable StackFrame applicationFrame(StackFrame[] frames) {
    for (StackFrame frame : frames) {
      if (!JdkFrames.isJdk(frame)) {
        return frame;
      }
    }
    return null;
  }

  /** The frames as text. */
  public static List<String> describe(StackFrame @Nullable [] frames) {
    List<String> lines = new ArrayList<>();
    if (frames != null) {
      for (StackFrame frame : frames) {
        lines.add(FrameText.of(frame));
      }
    }
    return lines;
  }

  /** A class, not a lambda: nothing may be linked on an application thread. */
  private static final class FromTheMap implements Function<Stream<StackFrame>, StackFrame[]> {
    private static final ClassLoader AGENT = FromTheMap.class.getClassLoader();

    private final int most;

    FromTheMap(int most) {
      this.most = most;
    }

    @Override
    public StackFrame[] apply(Stream<StackFrame> stream) {
      StackFrame[] frames = new StackFrame[most];
      int taken = 0;
      Iterator<StackFrame> all = stream.iterator();
      while (taken < most && all.hasNext()) {
        StackFrame frame = all.next();
        boolean agent =
            ClassOrigin.loaderOf(frame.getDeclaringClass()) == AGENT
                || frame.getClassName().startsWith("dev.tombstone.hook.");
        if (taken > 0 || !agent) {
          frames[taken++] = frame;
        }
      }
      StackFrame[] exact = new StackFrame[taken];
      System.arraycopy(frames, 0, exact, 0, taken);
      return exact;
    }
  }
}
