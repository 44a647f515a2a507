/**
 * What is asked and answered: the endpoints, who may ask, answers and their compression.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code core.config} and the packages that
 * make the answers; knows nothing of connections.
 */
@NullMarked
package dev.tombstone.exporters.http.endpoint;

import org.jspecify.annotations.NullMarked;
