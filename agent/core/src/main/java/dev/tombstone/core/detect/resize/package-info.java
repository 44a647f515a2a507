/**
 * Removals that meet work on a table: {@code removal-during-resize}.
 *
 * <p>Loader: isolated. The watching side runs on application threads, by the rules of {@code
 * detect.framework}.
 */
@NullMarked
package dev.tombstone.core.detect.resize;

import org.jspecify.annotations.NullMarked;
