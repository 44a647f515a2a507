/**
 * How requests come and answers go: the listener, connections and their limits, HTTP/1.1 read by
 * the letter.
 *
 * <p>Loader: isolated. Imports {@code http.endpoint} and HttpCore.
 */
@NullMarked
package dev.tombstone.exporters.http.connection;

import org.jspecify.annotations.NullMarked;
