/**
 * Removals by key alone that are decided on by a value: {@code check-then-remove}.
 *
 * <p>Loader: isolated. Nothing runs on the application's threads.
 */
@NullMarked
package dev.tombstone.core.detect.check;

import org.jspecify.annotations.NullMarked;
