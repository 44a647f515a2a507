package dev.tombstone.core.intake;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the stack of some sampled deletions, on the deleting thread, at a bounded rate.
 *
 * <p>Which deletions is drawn at random, with a probability the drain adapts; beside that a hard allowance
 * bounds bursts, and what it turns away is counted. One thread walks at a time: a second one goes without,
 * and so does a deletion that the walk itself causes, which would recurse.
 */
final class StackSampler {
  private static final int FRAMES = 16;

  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private final AtomicReference<@Nullable Thread> walking = new AtomicReference<>();
  private final AtomicInteger allowance = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile int shift;

  /** Draws whether this deletion's stack is taken. */
  boolean draw() {
    int mask = (1 << shift) - 1;
    return mask == 0 || (ThreadLocalRandom.current().nextInt() & mask) == 0;
  }

  /** The stack from the first application frame outwards, or null if none can be taken now. */
  StackFrame @Nullable [] take() {
    if (!walking.compareAndSet(null, Thread.currentThread())) {
      refused.incrementAndGet();
      return null;
    }
    try {
      if (allowance.get() <= 0) {
        refused.incrementAndGet();
        return null;
      }
      allowance.decrementAndGet();
      return walker.walk(APPLICATION_FRAMES);
    } finally {
      walking.set(null);
    }
  }

  /** The probability in force is 2<sup>-shift</sup>. */
  int shift() {
    return shift;
  }

  void setShift(int newShift) {
    shift = newShift;
  }

  /** Allows this many stacks until the next call. */
  void allow(int stacks) {
    allowance.set(stacks);
  }

  /** Stacks refused since the last call. */
  int takeRefused() {
    return refused.getAndSet(0);
  }

  private static final Function<Stream<StackFrame>, StackFrame[]> APPLICATION_FRAMES =
      new ApplicationFrames();

  /** A class, not a lambda: nothing may be linked on an application thread. */
  private static final class ApplicationFrames
      implements Function<Stream<StackFrame>, StackFrame[]> {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader AGENT = ApplicationFrames.class.getClassLoader();

    @Override
    public StackFrame[] apply(Stream<StackFrame> stream) {
      StackFrame[] frames = new StackFrame[FRAMES];
      int taken = 0;
      StackFrame inJdk = null;
      Iterator<StackFrame> all = stream.iterator();
      while (taken < FRAMES && all.hasNext()) {
        StackFrame frame = all.next();
        ClassLoader loader = frame.getDeclaringClass().getClassLoader();
        boolean jdk = loader == null || loader == PLATFORM;
        if (taken > 0 || (!jdk && loader != AGENT)) {
          frames[taken++] = frame;
        } else if (jdk && inJdk == null && !isMapCode(frame.getClassName())) {
          inJdk = frame;
        }
      }
      if (taken == 0 && inJdk != null) {
        frames[taken++] = inJdk;
      }
      StackFrame[] exact = new StackFrame[taken];
      System.arraycopy(frames, 0, exact, 0, taken);
      return exact;
    }

    private static boolean isMapCode(String className) {
      return className.startsWith("java.util.") || className.startsWith("dev.tombstone.hook.");
    }
  }
}
