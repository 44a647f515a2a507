/**
 * The recording path: the code that instrumented JDK method bodies call.
 *
 * <p>Loader: the boot loader, defined there by the agent at start-up. May import the JDK only, and
 * on the path of a deletion no {@code java.util} collection, no lambda, no string concatenation, no
 * lock and no user code. Interfaces cross to the agent: {@link dev.tombstone.hook.RemovalSink}, and
 * the observers of the packages below.
 */
@NullMarked
package dev.tombstone.hook;

import org.jspecify.annotations.NullMarked;
