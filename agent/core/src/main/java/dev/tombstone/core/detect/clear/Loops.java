package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.bulk.LoopHook;
import dev.tombstone.hook.bulk.LoopObserver;
import java.util.HashMap;

/** Loops of the application's own that remove by their iterator; they go where calls go. */
final class Loops implements LoopObserver, Watch {
  private final BulkCalls calls;
  private final int part;

  Loops(BulkCalls calls, int part) {
    this.calls = calls;
    this.part = part;
  }

  @Override
  public void looped(Object map, long before, long removed, long nanos) {
    BulkKind kind = BulkKind.ofLoop(before, removed, nanos);
    if (kind != null) {
      calls.looped(kind, map, before, removed, nanos);
    }
  }

  @Override
  public void warmUp() {
    looped(new HashMap<>(), LoopHook.LARGE, LoopHook.LARGE / 2, 0);
  }

  @Override
  public void start(long nowNanos) {
    LoopHook.observe(this, part);
  }

  @Override
  public void stop() {
    LoopHook.stopObserving();
  }

  @Override
  public void sweep() {
    LoopHook.forgetLoops();
  }
}
