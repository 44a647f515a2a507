/**
 * What sampled deletions are kept in: windows of panes, tables of call sites and stacks, latency,
 * the texts of keys.
 *
 * <p>Loader: isolated. Imports the model, {@code intake}, {@code config} and HdrHistogram. Nothing
 * here locks: {@code Aggregation}'s lock guards it all.
 */
@NullMarked
package dev.tombstone.core.window;

import org.jspecify.annotations.NullMarked;
