/**
 * The time that all lengths and ages are taken by.
 *
 * <p>Loader: isolated. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.core.clock;

import org.jspecify.annotations.NullMarked;
