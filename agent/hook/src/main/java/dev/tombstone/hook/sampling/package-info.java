/**
 * Which deletions are recorded in detail: the gate, the ratio, the draws.
 *
 * <p>Loader: the boot loader, as all of the hook, and bound by the rules of its recording path.
 */
@NullMarked
package dev.tombstone.hook.sampling;

import org.jspecify.annotations.NullMarked;
