/**
 * Loops whose map loses entries: {@code removal-while-iterating}.
 *
 * <p>Loader: isolated. The watching side runs on application threads, by the rules of {@code
 * detect.framework}.
 */
@NullMarked
package dev.tombstone.core.detect.iteration;

import org.jspecify.annotations.NullMarked;
