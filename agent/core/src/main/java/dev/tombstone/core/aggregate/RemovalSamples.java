package dev.tombstone.core.aggregate;

import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.window.KeyNames;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.SketchName;
import dev.tombstone.model.snapshot.RemovalSample;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;

/** Makes of an event in the ring what a listener may keep. */
final class RemovalSamples {
  private RemovalSamples() {}

  static RemovalSample of(RemovalEvent event, StackFrame[] stack, KeyNames names) {
    SketchName key =
        switch (event.keyKind()) {
          case VALUE, NULL, HASH -> names.name(event);
          case NONE, UNIDENTIFIED -> new SketchName("", event.keyClass());
        };
    return new RemovalSample(
        event.counters().mapClass(),
        Operation.ofCode(event.operation()).id(),
        key.text(),
        key.keyClass(),
        event.entries(),
        event.durationNanos(),
        event.stackWeight(),
        event.threadName(),
        Arrays.stream(stack).map(FrameText::of).toList());
  }
}
