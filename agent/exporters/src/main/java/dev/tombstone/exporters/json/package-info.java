/**
 * Snapshots as JSON, and the report that holds them all.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code model.text} and Gson.
 */
@NullMarked
package dev.tombstone.exporters.json;

import org.jspecify.annotations.NullMarked;
