/**
 * Keys whose hashes leave a map long bins: {@code poor-hash}.
 *
 * <p>Loader: isolated. {@code BinWatch} and what it makes run on the application's threads.
 */
@NullMarked
package dev.tombstone.core.detect.hash;

import org.jspecify.annotations.NullMarked;
