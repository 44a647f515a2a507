/**
 * What woven calls and loops that remove many entries tell detectors, and the observers that hear
 * it.
 *
 * <p>Loader: boot. Imports the JDK and the hook only; runs on application threads.
 */
@NullMarked
package dev.tombstone.hook.bulk;

import org.jspecify.annotations.NullMarked;
