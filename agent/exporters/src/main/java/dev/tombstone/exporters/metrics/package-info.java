/**
 * The catalogue of metrics: their names, labels, units and help, and where their values come from.
 * Every exporter of metrics reads it.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}.
 */
@NullMarked
package dev.tombstone.exporters.metrics;

import org.jspecify.annotations.NullMarked;
