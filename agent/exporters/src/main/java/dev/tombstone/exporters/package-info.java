/**
 * What every exporter beyond the endpoints is.
 *
 * <p>Loader: isolated. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.exporters;

import org.jspecify.annotations.NullMarked;
