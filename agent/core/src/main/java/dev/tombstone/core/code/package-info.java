/**
 * Where code came from, and so whose work a deletion is.
 *
 * <p>Loader: isolated. Imports {@code core.config}, {@code core.intake}, {@code model.snapshot},
 * the hook and the JDK. For threads of the agent; calls no method that the application can
 * override.
 */
@NullMarked
package dev.tombstone.core.code;

import org.jspecify.annotations.NullMarked;
