/**
 * Detects removals that cannot go on: so far those that a ConcurrentHashMap refuses inside its own
 * {@code compute}.
 *
 * <p>Loader: isolated. Imports the detectors' framework, the hook and the model.
 */
@NullMarked
package dev.tombstone.core.detect.blocked;

import org.jspecify.annotations.NullMarked;
