/**
 * Puts the hook into the running JVM and takes it out again.
 *
 * <p>Loader: isolated. Imports the model, the hook and the JDK.
 */
@NullMarked
package dev.tombstone.instrumentation;

import org.jspecify.annotations.NullMarked;
