/**
 * Detects what stays in memory though it was removed, or though a weak map was to let go of it:
 * {@code retained-after-removal}.
 *
 * <p>Loader: isolated. Imports the detectors' framework, the hook and the model.
 */
@NullMarked
package dev.tombstone.core.detect.retained;

import org.jspecify.annotations.NullMarked;
