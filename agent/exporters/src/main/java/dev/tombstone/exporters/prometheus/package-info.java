/**
 * Micrometer meters over snapshots, and the Prometheus text.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code exporters.metrics}, Micrometer and
 * its Prometheus client.
 */
@NullMarked
package dev.tombstone.exporters.prometheus;

import org.jspecify.annotations.NullMarked;
