/**
 * Pushes the metrics to an OpenTelemetry collector: OTLP over HTTP, protobuf, cumulative.
 *
 * <p>Loader: isolated. Imports {@code exporters}, {@code exporters.prometheus} for the list of
 * metrics, {@code model.snapshot} and the JDK; why no library, says decision 14.
 */
@NullMarked
package dev.tombstone.exporters.otlp;

import org.jspecify.annotations.NullMarked;
