/**
 * The MBean {@code dev.tombstone:type=Agent}, in open types only: no client needs a class of the
 * agent.
 *
 * <p>Loader: isolated. Imports {@code exporters}, {@code model.snapshot}, and {@code
 * java.management}, which need not be in the JVM unless this exporter is on.
 */
@NullMarked
package dev.tombstone.exporters.jmx;

import org.jspecify.annotations.NullMarked;
