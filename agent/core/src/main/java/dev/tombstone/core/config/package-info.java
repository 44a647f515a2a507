/**
 * What the user asked for: one immutable record per concern, read once at start.
 *
 * <p>Loader: isolated. Imports the list of detectors, the model and the hook.
 */
@NullMarked
package dev.tombstone.core.config;

import org.jspecify.annotations.NullMarked;
