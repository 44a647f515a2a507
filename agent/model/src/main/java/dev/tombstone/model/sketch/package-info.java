/**
 * Sketches: bounded memory for unbounded keys.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot} and HdrHistogram. Nothing here is
 * thread-safe; in the agent the aggregation's lock guards it.
 */
@NullMarked
package dev.tombstone.model.sketch;

import org.jspecify.annotations.NullMarked;
