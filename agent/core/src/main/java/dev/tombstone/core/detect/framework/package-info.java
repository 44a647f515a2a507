/**
 * What all hazard detectors share: what they see in the application's maps becomes findings.
 *
 * <p>Loader: isolated. The watching side runs on application threads inside map operations: no
 * lock, no user code, no loop without a bound, no touch of a map but by {@code hook.jdk}. What it
 * sees is handed over and described on the drain thread.
 */
@NullMarked
package dev.tombstone.core.detect.framework;

import org.jspecify.annotations.NullMarked;
