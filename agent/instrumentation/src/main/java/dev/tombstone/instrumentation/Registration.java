package dev.tombstone.instrumentation;

import dev.tombstone.hook.watch.RetransformHook;
import dev.tombstone.hook.watch.RetransformObserver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;

/**
 * Has the JVM know the transformer only while it may be needed: while some agent, this one or
 * another, retransforms or redefines classes.
 *
 * <p>At any other time the JVM would call it for each class that the application loads, on the
 * application's thread. Where that thread has no stack left, or the heap no room, the call fails,
 * and the JVM prints lines of its own about it. The transformer keeps its place among those of
 * other agents: they go by the order of the agents' loading, not by that of registering.
 *
 * <p>Thread-safe. Of the hook only the present count is asked, so it does not matter in which order
 * its changes are told.
 */
final class Registration implements RetransformObserver {
  private final Instrumentation instrumentation;
  private final ClassFileTransformer transformer;
  private int holders;
  private boolean registered;
  private boolean ended;

  Registration(Instrumentation instrumentation, ClassFileTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  /** Registers the transformer until {@link #release}, whatever the hook says. */
  synchronized void hold() {
    holders++;
    changed();
  }

  /** Takes one {@link #hold} back. */
  synchronized void release() {
    holders--;
    changed();
  }

  /** Takes the transformer out for good. */
  synchronized void end() {
    ended = true;
    changed();
  }

  @Override
  public synchronized void changed() {
    boolean needed = !ended && (holders > 0 || RetransformHook.underWay() > 0);
    if (needed == registered) {
      return;
    }
    if (needed) {
      instrumentation.addTransformer(transformer, true);
    } else {
      instrumentation.removeTransformer(transformer);
    }
    registered = needed;
  }
}
