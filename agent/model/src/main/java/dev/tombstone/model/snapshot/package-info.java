/**
 * What the agent knows, as immutable values: the only package exporters read.
 *
 * <p>Loader: isolated. Imports the JDK only. Record components carry the names of the JSON
 * contract, so a value serialises as its endpoint answers it.
 */
@NullMarked
package dev.tombstone.model.snapshot;

import org.jspecify.annotations.NullMarked;
