/**
 * Where sampled deletions leave the application's threads: the ring, and the stack taken on the
 * way.
 *
 * <p>Loader: isolated. Imports the hook, {@code core.config} and the JDK. What runs on application
 * threads here allocates nothing but the stack of a bounded number of deletions and each slot once,
 * takes no lock, and touches no key of a type it does not know.
 */
@NullMarked
package dev.tombstone.core.intake;

import org.jspecify.annotations.NullMarked;
