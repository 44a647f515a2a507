package dev.tombstone.core.query;

import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.core.window.StackTable;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Adds up the panes of a window by stack. */
public final class StackQuery {
  private StackQuery() {}

  /** The stacks of a window that are the work of such code, with what each stands for. */
  public static StacksSnapshot answer(
      Window window,
      Set<Code> wanted,
      PaneRing.Content content,
      Stretch stretch,
      List<StackTable.Stack> stacks) {
    List<StacksSnapshot.Stack> rows = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      if (!wanted.contains(stacks.get(i).code())) {
        continue;
      }
      long weight = 0;
      long misses = 0;
      for (Pane pane : content.panes()) {
        weight += pane.stacks().weight(i);
        misses += pane.stacks().misses(i);
      }
      if (weight > 0) {
        rows.add(new StacksSnapshot.Stack(frames(stacks.get(i)), weight, misses));
      }
    }
    rows.sort(Comparator.comparingLong(StacksSnapshot.Stack::count).reversed());
    return new StacksSnapshot(
        window.id(),
        stretch.start(),
        stretch.end(),
        content.panes().stream().mapToLong(Pane::deletions).sum(),
        Code.ids(wanted),
        List.copyOf(rows));
  }

  /** Outermost first; last what was called on which map. */
  private static List<String> frames(StackTable.Stack stack) {
    if (stack.map() < 0) {
      return List.of(StacksSnapshot.OTHER);
    }
    MapCounters map = CounterTable.all()[stack.map()];
    List<String> frames = new ArrayList<>();
    if (stack.frames().size() == StackTable.MAX_FRAMES) {
      frames.add(StacksSnapshot.DEEPER);
    }
    List<String> outermostFirst = new ArrayList<>(stack.frames());
    Collections.reverse(outermostFirst);
    frames.addAll(outermostFirst);
    frames.add(map.mapClass() + "." + Operation.ofCode(stack.operation()).id());
    return List.copyOf(frames);
  }
}
