/**
 * The list of all hazard detectors; what they are is in the packages below.
 *
 * <p>Loader: isolated.
 */
@NullMarked
package dev.tombstone.core.detect;

import org.jspecify.annotations.NullMarked;
