package dev.tombstone.core.detect.clear;

import dev.tombstone.model.operation.BulkCall;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * A call that may be of a kind.
 *
 * @param call which; null is a loop of the application's own
 * @param collectionClass of what it was called on: the map's, or a view's
 * @param argumentClass of the collection that it was given, or null
 * @param before entries of the map when it began
 * @param visited elements that it asked about
 * @param argumentSize elements that the argument compares, if it compares one after the other
 * @param capacity places of the map's table, or 0
 * @param weight for how many calls it stands
 * @param endNanos when it was over, by {@code System.nanoTime}
 */
record SeenCall(
    BulkKind kind,
    @Nullable BulkCall call,
    Class<?> mapClass,
    Class<?> collectionClass,
    @Nullable Class<?> argumentClass,
    long before,
    long visited,
    long removed,
    long argumentSize,
    int capacity,
    long nanos,
    double weight,
    long endNanos,
    String thread,
    long threadId,
    StackFrame[] stack) {}
