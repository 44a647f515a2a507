/**
 * The report file.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code core.config}, {@code exporters.file}
 * and {@code exporters.json}.
 */
@NullMarked
package dev.tombstone.exporters.report;

import org.jspecify.annotations.NullMarked;
