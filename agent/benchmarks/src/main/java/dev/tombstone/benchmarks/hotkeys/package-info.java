/**
 * How well the hot-key sketch finds and counts hot keys, and what it costs: streams, contestants,
 * scores and targets.
 */
@NullMarked
package dev.tombstone.benchmarks.hotkeys;

import org.jspecify.annotations.NullMarked;
