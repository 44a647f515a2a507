/**
 * The flame graph of deletions: as a tree, as text that other viewers read, as a page of its own.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code model.text}, {@code exporters.json}
 * and {@code exporters.page}.
 */
@NullMarked
package dev.tombstone.exporters.flame;

import org.jspecify.annotations.NullMarked;
