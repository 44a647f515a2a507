package dev.tombstone.core.query;

import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.SiteTable;
import dev.tombstone.core.window.StackTable;
import dev.tombstone.core.window.StackTable.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By which stack most of the calls of a site came in a window: a site has one line to show it. */
final class CommonStacks {
  private record Common(Stack stack, long weight) {}

  /** By the stack of the first frame alone. */
  private final Map<Stack, Common> bySite = new HashMap<>();

  private CommonStacks() {}

  /** Those of these panes; {@code stacks} by their number. */
  static CommonStacks of(List<Stack> stacks, List<Pane> panes) {
    CommonStacks common = new CommonStacks();
    for (int i = 0; i < stacks.size(); i++) {
      if (i != StackTable.OTHER && !stacks.get(i).frames().isEmpty()) {
        common.add(stacks.get(i), weight(i, panes));
      }
    }
    return common;
  }

  private static long weight(int stack, List<Pane> panes) {
    long weight = 0;
    for (Pane pane : panes) {
      weight += pane.stacks().weight(stack);
    }
    return weight;
  }

  private void add(Stack stack, long weight) {
    Stack site =
        new Stack(stack.frames().subList(0, 1), stack.code(), stack.map(), stack.operation());
    Common known = bySite.get(site);
    if (weight > 0 && (known == null || known.weight < weight)) {
      bySite.put(site, new Common(stack, weight));
    }
  }

  /** Its frames, innermost first; the first stack of all where none is known of the window. */
  List<String> of(SiteTable.Site site) {
    Common known = bySite.get(new Stack(List.of(site.frame), site.code, site.map, site.operation));
    return known == null ? site.stack : known.stack.frames();
  }
}
