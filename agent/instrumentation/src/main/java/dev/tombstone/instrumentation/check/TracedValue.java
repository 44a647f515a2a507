package dev.tombstone.instrumentation.check;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.Value;

/**
 * What is known of a value in a frame. Where control flow joins it can only become less known, and
 * come from more: so an analysis ends.
 *
 * @param size words it takes, 1 or 2
 * @param identity which object it is; null where that is not known
 * @param from what was read from maps to compute it
 */
record TracedValue(int size, @Nullable Identity identity, Set<AbstractInsnNode> from)
    implements Value {
  /** Nothing is known; also of a place in which nothing is. */
  static final TracedValue UNKNOWN = new TracedValue(1, null, Set.of());

  static TracedValue of(int size, @Nullable Identity identity) {
    return new TracedValue(size, identity, Set.of());
  }

  @Override
  public int getSize() {
    return size;
  }

  /** Whether it is this very object, as far as that is known. */
  boolean is(@Nullable Identity other) {
    return other != null && other.equals(identity);
  }

  /** What is true of both. */
  TracedValue or(TracedValue other) {
    if (equals(other)) {
      return this;
    }
    Identity both = Objects.equals(identity, other.identity) ? identity : null;
    TracedValue joined =
        new TracedValue(Math.min(size, other.size), both, union(List.of(this, other)));
    return joined.equals(this) ? this : joined;
  }

  /** What any of these comes from. */
  static Set<AbstractInsnNode> union(List<? extends TracedValue> values) {
    Set<AbstractInsnNode> all = new HashSet<>();
    for (TracedValue value : values) {
      all.addAll(value.from);
    }
    return Set.copyOf(all);
  }
}
