/**
 * What woven code tells detectors: whole operations, loops, resizes, misses, and retransformations;
 * the observers are interfaces.
 *
 * <p>Loader: the boot loader, as all of the hook, and bound by the rules of its recording path.
 */
@NullMarked
package dev.tombstone.hook.watch;

import org.jspecify.annotations.NullMarked;
