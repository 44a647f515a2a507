/**
 * The start-up classes: the only ones that the application's class path shows.
 *
 * <p>Loader: system. Imports the JDK only; everything else is in the jar under {@code isolated/}
 * and is reached through {@link dev.tombstone.agent.IsolatedClassLoader}.
 */
@NullMarked
package dev.tombstone.agent;

import org.jspecify.annotations.NullMarked;
