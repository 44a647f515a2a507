/**
 * The endpoints, on the JDK's HTTP server.
 *
 * <p>Loader: isolated. Imports {@code core.snapshot}, {@code core.config}, {@code exporters.json}
 * and {@code exporters.prometheus}.
 */
@NullMarked
package dev.tombstone.exporters.http;

import org.jspecify.annotations.NullMarked;
