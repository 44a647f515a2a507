/**
 * What becomes of sampled deletions: the drain, windows of panes, call sites, latency, and the
 * sampling controller.
 *
 * <p>Loader: isolated. Imports the other packages of core, the hook, HdrHistogram and SLF4J. {@link
 * dev.tombstone.core.aggregate.Aggregation} is the only public entrance; one lock guards all state
 * behind it, taken by agent threads only.
 */
@NullMarked
package dev.tombstone.core.aggregate;

import org.jspecify.annotations.NullMarked;
