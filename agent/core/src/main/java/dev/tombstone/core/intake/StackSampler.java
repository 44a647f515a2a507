package dev.tombstone.core.intake;

import dev.tombstone.hook.jdk.ClassOrigin;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the stack of some sampled deletions, on the deleting thread, at a bounded rate.
 *
 * <p>Which deletions is drawn at random. In each period the probability is halved whenever another
 * {@value #STEP} stacks have been taken, so that a burst cannot make it expensive and the weights
 * stay right; the drain begins the periods. One thread walks at a time: a second one goes without
 * and is counted, and so does a deletion that the walk itself causes, which would recurse.
 */
final class StackSampler {
  /** Stacks after which the probability is halved. */
  static final int STEP = 256;

  /** Frames taken of a stack. */
  static final int FRAMES = 16;

  /** Of these, most of the JDK's where the work is its own: the callers' are to be seen too. */
  static final int JDK_FRAMES = 6;

  /** As many are the agent's and the map's, about. */
  private static final int INNER_FRAMES = 12;

  /** The probability never falls below 2 to minus this: 100 of 6.5 million sampled deletions. */
  static final int MAX_SHIFT = 16;

  /** A walk that took longer was interrupted, by the scheduler or a collection of garbage. */
  private static final long MOST_NANOS = 500_000;

  private static final AtomicIntegerFieldUpdater<StackSampler> WALKING =
      AtomicIntegerFieldUpdater.newUpdater(StackSampler.class, "walking");

  /** Told how many frames it will be asked for: JDK 17 makes twice as many otherwise. */
  private final StackWalker walker =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), FRAMES + INNER_FRAMES);

  /** Taken by compare-and-set, given back by a plain write: a call might find no stack for it. */
  private volatile int walking;

  private final AtomicInteger refused = new AtomicInteger();
  private volatile int shift;

  /** Stacks taken in this period; written by whoever walks. */
  private volatile int taken;

  /** Nanoseconds that walking took since start; written by whoever walks. */
  private volatile long nanos;

  /**
   * The stack from the frame outwards whose code uses the map, or null if none can be taken now.
   * Where that is the JDK's ({@link JdkFrames}), the next {@value #JDK_FRAMES} frames of the JDK at
   * the most are followed by the first one outside it.
   */
  StackFrame @Nullable [] take() {
    if (walking != 0 || !WALKING.compareAndSet(this, 0, 1)) {
      refused.incrementAndGet();
      return null;
    }
    try {
      int count = taken + 1;
      taken = count;
      if (count % STEP == 0) {
        shift = Math.min(shift + 1, MAX_SHIFT);
      }
      long began = System.nanoTime();
      StackFrame[] stack = StackWalks.walk(walker, FROM_THE_USER);
      nanos = nanos + Math.min(System.nanoTime() - began, MOST_NANOS);
      return stack;
    } catch (SecurityException e) {
      // A security manager gives the application fewer rights than the walk takes.
      refused.incrementAndGet();
      return null;
    } finally {
      walking = 0;
    }
  }

  /** The probability in force is 2<sup>-shift</sup>. */
  int shift() {
    return shift;
  }

  /** Begins a period at this probability. */
  void beginPeriod(int newShift) {
    taken = 0;
    shift = newShift;
  }

  /** Processor time that application threads have given for stacks since start, nanoseconds. */
  long nanos() {
    return nanos;
  }

  /** Stacks refused since the last call. */
  int takeRefused() {
    return refused.getAndSet(0);
  }

  private static final Function<Stream<StackFrame>, StackFrame[]> FROM_THE_USER = new FromTheUser();

  /** A class, not a lambda: nothing may be linked on an application thread. */
  static final class FromTheUser implements Function<Stream<StackFrame>, StackFrame[]> {
    private static final ClassLoader AGENT = FromTheUser.class.getClassLoader();

    @Override
    public StackFrame[] apply(Stream<StackFrame> stream) {
      StackFrame[] frames = new StackFrame[FRAMES];
      int taken = 0;
      boolean outside = false;
      StackFrame carrier = null;
      Iterator<StackFrame> all = stream.iterator();
      while (taken < FRAMES && all.hasNext()) {
        StackFrame frame = all.next();
        Class<?> type = frame.getDeclaringClass();
        ClassLoader loader = ClassOrigin.loaderOf(type);
        if (outside) {
          frames[taken++] = frame;
        } else if (!JdkFrames.isJdk(loader)) {
          outside = loader != AGENT;
          if (outside) {
            frames[taken++] = frame;
          }
        } else if (taken > 0) {
          if (taken < JDK_FRAMES) {
            frames[taken++] = frame;
          }
        } else if (carrier == null) {
          int kind = JdkFrames.kind(type, frame.getClassName());
          if (kind == JdkFrames.USER) {
            frames[taken++] = frame;
          } else if (kind == JdkFrames.CARRIER) {
            carrier = frame;
          }
        }
      }
      if (taken == 0 && carrier != null) {
        frames[taken++] = carrier;
      }
      StackFrame[] exact = new StackFrame[taken];
      System.arraycopy(frames, 0, exact, 0, taken);
      return exact;
    }
  }
}
