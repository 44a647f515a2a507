package dev.tombstone.core.detect.iteration;

import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/** A removal that a stack was taken for, and what of it a finding needs. */
final class SeenRemoval {
  final Object map;

  /** {@code modCount} of the map just after it. */
  final int modCount;

  final Thread thread;
  final StackFrame[] stack;

  /** The one that had the slot before. */
  final @Nullable SeenRemoval below;

  SeenRemoval(
      Object map, int modCount, Thread thread, StackFrame[] stack, @Nullable SeenRemoval below) {
    this.map = map;
    this.modCount = modCount;
    this.thread = thread;
    this.stack = stack;
    this.below = below;
  }
}
