/**
 * What the hook tells of values that leave a map, and of objects that are made and closed.
 *
 * <p>Loader: boot. Imports the JDK and the rest of the hook. Application threads run this under any
 * of their locks: no lock, no user code, nothing loaded.
 */
@NullMarked
package dev.tombstone.hook.value;

import org.jspecify.annotations.NullMarked;
