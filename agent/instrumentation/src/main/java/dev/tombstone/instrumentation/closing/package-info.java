/**
 * Has classes of the application tell the hook of objects that they make and close, while a
 * detector wants it.
 *
 * <p>Loader: isolated. Imports the hook, the model, the detectors' framework, and the weaving
 * package.
 */
@NullMarked
package dev.tombstone.instrumentation.closing;

import org.jspecify.annotations.NullMarked;
