/**
 * Events for the JDK's flight recorder.
 *
 * <p>Loader: isolated. Imports {@code exporters}, {@code model.snapshot}, and {@code jdk.jfr},
 * which need not be in the JVM unless this exporter is on.
 */
@NullMarked
package dev.tombstone.exporters.jfr;

import org.jspecify.annotations.NullMarked;
