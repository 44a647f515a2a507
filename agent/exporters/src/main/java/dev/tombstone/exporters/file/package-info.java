/**
 * Files that the exporters write.
 *
 * <p>Loader: isolated. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.exporters.file;

import org.jspecify.annotations.NullMarked;
