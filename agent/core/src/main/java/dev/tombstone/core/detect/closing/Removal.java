package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where values leave a map. As it comes from the application's thread it has the frames, each
 * removal its own; the agent puts the one of the place there instead, as text.
 *
 * @param frames from the map outwards; null in the one of the place
 * @param lines the same as text; empty until then
 */
record Removal(
    String mapClass,
    int operation,
    StackFrame @Nullable [] frames,
    String line,
    List<String> lines) {
  static Removal at(Object map, int operation, StackFrame[] frames) {
    return new Removal(map.getClass().getName(), operation, frames, "", List.of());
  }

  /** What tells the place from others, without the text. */
  long place() {
    long place = 31L * mapClass.hashCode() + operation;
    StackFrame[] all = frames == null ? new StackFrame[0] : frames;
    for (StackFrame frame : all) {
      place = 1_000_003 * place + frame.getClassName().hashCode();
      place = 1_000_003 * place + frame.getMethodName().hashCode();
      place = 1_000_003 * place + frame.getByteCodeIndex();
    }
    return place;
  }

  /** As text. */
  Removal described() {
    StackFrame[] all = frames == null ? new StackFrame[0] : frames;
    StackFrame application = WatcherStack.applicationFrame(all);
    return new Removal(
        mapClass,
        operation,
        null,
        application == null ? "" : FrameText.of(application),
        WatcherStack.describe(all));
  }
}
