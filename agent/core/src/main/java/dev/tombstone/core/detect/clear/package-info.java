/**
 * Calls that remove many entries at a price that another call would not have: {@code
 * conditional-clear}.
 *
 * <p>Loader: isolated. The watching side runs on application threads, by the rules of {@code
 * detect.framework}.
 */
@NullMarked
package dev.tombstone.core.detect.clear;

import org.jspecify.annotations.NullMarked;
