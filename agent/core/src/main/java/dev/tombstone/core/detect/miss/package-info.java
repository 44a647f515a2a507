/**
 * Removals that find nothing, and why: {@code never-hits}, {@code mutated-key}.
 *
 * <p>Loader: isolated. The watching side runs on application threads, by the rules of {@code
 * detect.framework}.
 */
@NullMarked
package dev.tombstone.core.detect.miss;

import org.jspecify.annotations.NullMarked;
