/**
 * Whole calls that remove many entries, timed for a detector.
 *
 * <p>Loader: boot. Imports the JDK and the hook only.
 */
@NullMarked
package dev.tombstone.hook.bulk;

import org.jspecify.annotations.NullMarked;
