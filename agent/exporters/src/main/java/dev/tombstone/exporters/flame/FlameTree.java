package dev.tombstone.exporters.flame;

import dev.tombstone.model.snapshot.StacksSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks with their common beginnings put together.
 *
 * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
 * @param start first instant covered
 * @param end last instant covered
 * @param deletions deletion attempts in the window, estimated from all that was sampled
 * @param codes ids of the {@code Code}s that were asked for
 * @param root of all stacks; its count is estimated from the stacks taken
 */
public record FlameTree(
    String window, Instant start, Instant end, long deletions, List<String> codes, Node root) {
  /**
   * One frame at one place.
   *
   * @param name text of the frame
   * @param count deletion attempts in it and in what it called
   * @param missed those of them that found nothing
   * @param children most deletions first
   */
  public record Node(String name, long count, long missed, List<Node> children) {}

  /** A node while it grows. */
  private static final class Growing {
    private final Map<String, Growing> children = new LinkedHashMap<>();
    private long count;
    private long missed;

    void add(StacksSnapshot.Stack stack) {
      count += stack.count();
      missed += stack.missed();
    }

    Node grown(String name) {
      List<Node> nodes = new ArrayList<>();
      children.forEach((child, growing) -> nodes.add(growing.grown(child)));
      nodes.sort((one, other) -> Long.compare(other.count, one.count));
      return new Node(name, count, missed, List.copyOf(nodes));
    }
  }

  /** The tree of these stacks. */
  public static FlameTree of(StacksSnapshot stacks) {
    Growing root = new Growing();
    for (StacksSnapshot.Stack stack : stacks.stacks()) {
      Growing node = root;
      node.add(stack);
      for (String frame : stack.frames()) {
        node = node.children.computeIfAbsent(frame, unused -> new Growing());
        node.add(stack);
      }
    }
    return new FlameTree(
        stacks.window(),
        stacks.start(),
        stacks.end(),
        stacks.deletions(),
        stacks.codes(),
        root.grown("all"));
  }
}
