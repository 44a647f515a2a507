/**
 * The agent's own threads, and what runs at the exit of the JVM.
 *
 * <p>Loader: the boot loader, as all of the hook. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.hook.thread;

import org.jspecify.annotations.NullMarked;
