/**
 * Detects values that leave a map and are never closed: {@code unclosed-after-removal}.
 *
 * <p>Loader: isolated. Imports the detectors' framework, the hook and the model.
 */
@NullMarked
package dev.tombstone.core.detect.closing;

import org.jspecify.annotations.NullMarked;
