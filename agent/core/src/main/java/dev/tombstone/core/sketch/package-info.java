/**
 * Sketches: bounded memory for unbounded keys.
 *
 * <p>Loader: isolated. Imports the JDK only. Nothing here is thread-safe; the aggregation's lock
 * guards it.
 */
@NullMarked
package dev.tombstone.core.sketch;

import org.jspecify.annotations.NullMarked;
