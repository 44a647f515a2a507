/**
 * Keys that are evicted and come back: {@code cache-thrashing}.
 *
 * <p>Loader: isolated. Nothing runs on the application's threads.
 */
@NullMarked
package dev.tombstone.core.detect.evict;

import org.jspecify.annotations.NullMarked;
