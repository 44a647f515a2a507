/**
 * The report file.
 *
 * <p>Loader: isolated. Imports {@code core.snapshot}, {@code core.config} and {@code
 * exporters.json}.
 */
@NullMarked
package dev.tombstone.exporters.report;

import org.jspecify.annotations.NullMarked;
